package dev.holdfast.console.settings;

/**
 * How a person has left a column.
 *
 * @param id that of the view
 */
public record ColumnState(String id, double width, boolean visible) {}
