package dev.holdfast.console.lab;

/** The pages of the lab. */
public enum Page {
    LOAD, CHAOS, COMPARISON, PANELS
}
