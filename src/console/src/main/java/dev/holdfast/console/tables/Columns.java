package dev.holdfast.console.tables;

import dev.holdfast.console.links.Links;
import dev.holdfast.console.links.Place;
import dev.holdfast.console.widgets.Badge;
import dev.holdfast.console.widgets.Link;
import dev.holdfast.console.widgets.Ticker;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import org.jspecify.annotations.Nullable;

/** Says what the columns of a table show and how they sort. Every column's value is the whole line. */
public final class Columns {
    private Columns() {}

    public static <T> void text(TableColumn<Row<T>, T> column, Function<T, String> text) {
        text(column, text, Comparator.comparing(text, String.CASE_INSENSITIVE_ORDER));
    }

    public static <T> void text(TableColumn<Row<T>, T> column, Function<T, String> text, Comparator<T> order) {
        set(column, any -> new TextCell<>(text), order);
    }

    /** A text that leads to what it names; a plain one where the place is null. */
    public static <T> void link(TableColumn<Row<T>, T> column, Links links, Function<T, String> text,
            Function<T, @Nullable Place> place, Comparator<T> order) {
        set(column, any -> new LinkCell<>(links, text, place), order);
    }

    /** The same in the order of the texts. */
    public static <T> void link(TableColumn<Row<T>, T> column, Links links, Function<T, String> text,
            Function<T, @Nullable Place> place) {
        link(column, links, text, place, Comparator.comparing(text, String.CASE_INSENSITIVE_ORDER));
    }

    /** A text that depends on the time, such as how long something has lasted. */
    public static <T> void live(TableColumn<Row<T>, T> column, Ticker ticker, BiFunction<T, Instant, String> text,
            Comparator<T> order) {
        set(column, any -> new LiveCell<>(ticker, text), order);
    }

    /** A word with its sign and its colour. */
    public static <T> void badge(TableColumn<Row<T>, T> column, Function<T, Badge> badge, Comparator<T> order) {
        set(column, any -> new BadgeCell<>(badge), order);
    }

    /** A picture of a part of the line. */
    public static <T, P> void node(TableColumn<Row<T>, T> column, Function<T, P> part, Function<P, Node> picture,
            Comparator<T> order) {
        set(column, any -> new NodeCell<>(part, picture), order);
    }

    /**
     * Several links.
     *
     * @param dress says on a link what it leads to; the link may have been dressed so for something else
     * @param none  what stands there instead of none
     */
    public static <T, L> void links(TableColumn<Row<T>, T> column, Function<T, Several<L>> part,
            BiConsumer<Link, L> dress, String none, Comparator<T> order) {
        set(column, any -> new LinksCell<>(part, dress, none), order);
    }

    /** A cell of the view's own. */
    public static <T> void cell(TableColumn<Row<T>, T> column, Supplier<TableCell<Row<T>, T>> cell,
            Comparator<T> order) {
        set(column, any -> cell.get(), order);
    }

    private static <T> void set(TableColumn<Row<T>, T> column,
            Function<TableColumn<Row<T>, T>, TableCell<Row<T>, T>> cell, Comparator<T> order) {
        column.setCellValueFactory(line -> line.getValue().property());
        column.setCellFactory(cell::apply);
        column.setComparator(order);
    }
}
