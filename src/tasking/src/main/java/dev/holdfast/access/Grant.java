package dev.holdfast.access;

/** A role that was given an access. */
public record Grant(String role, Access access) {}
