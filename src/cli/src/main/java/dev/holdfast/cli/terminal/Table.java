package dev.holdfast.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Aligned columns. Where they do not fit the terminal, the widest are cut. For one thread. */
public final class Table {
    private static final String GAP = "  ";
    private static final int NARROWEST = 6;

    private final List<String> headings = new ArrayList<>();
    private final List<Boolean> right = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** Columns whose values begin below their heading. */
    public Table left(String... names) {
        return columns(false, names);
    }

    /** Columns of numbers. */
    public Table right(String... names) {
        return columns(true, names);
    }

    /** One value for each column; null is shown as nothing. */
    public void row(@Nullable Object... values) {
        if (values.length != headings.size()) {
            throw new IllegalArgumentException(values.length + " values for the columns " + headings);
        }
        var cells = new ArrayList<String>(values.length);
        for (Object value : values) {
            cells.add(printable(value));
        }
        rows.add(cells);
    }

    public void print(Terminal terminal) {
        int[] widths = widths(terminal.width());
        terminal.out().println(line(headings, widths));
        for (List<String> row : rows) {
            terminal.out().println(line(row, widths));
        }
    }

    private Table columns(boolean alignRight, String... names) {
        for (String name : names) {
            headings.add(name);
            right.add(alignRight);
        }
        return this;
    }

    private int[] widths(int screen) {
        int[] widths = IntStream.range(0, headings.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .reduce(headings.get(column).length(), Math::max))
                .toArray();
        int room = screen - GAP.length() * (widths.length - 1);
        while (IntStream.of(widths).sum() > room && narrowWidest(widths)) {
        }
        return widths;
    }

    private static boolean narrowWidest(int[] widths) {
        int widest = 0;
        for (int i = 1; i < widths.length; i++) {
            widest = widths[i] > widths[widest] ? i : widest;
        }
        if (widths[widest] <= NARROWEST) {
            return false;
        }
        widths[widest]--;
        return true;
    }

    private String line(List<String> cells, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> cell(cells.get(column), widths[column], right.get(column)))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private static String cell(String text, int width, boolean alignRight) {
        String cut = text.length() <= width ? text : text.substring(0, width - 1) + "…";
        String padding = " ".repeat(width - cut.length());
        return alignRight ? padding + cut : cut + padding;
    }

    /** Control characters could move the cursor of whoever looks. */
    private static String printable(@Nullable Object value) {
        return value == null ? "" : value.toString().replaceAll("\\p{Cntrl}+", " ");
    }
}
