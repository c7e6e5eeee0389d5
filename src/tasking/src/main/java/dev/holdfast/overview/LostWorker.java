package dev.holdfast.overview;

import java.time.Instant;

/** A worker whose lock session ended without a goodbye. */
public record LostWorker(int id, String name, String host, Instant at) {}
