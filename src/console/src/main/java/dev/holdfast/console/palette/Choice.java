package dev.holdfast.console.palette;

/**
 * Something to go to or to do.
 *
 * @param kind what it is, in a word
 */
public record Choice(String kind, String name, Runnable action) {}
