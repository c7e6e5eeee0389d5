package dev.holdfast.benchmark;

import dev.holdfast.benchmark.figures.Figure;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures of one run, and where and when they were taken. */
record Report(String date, Machine machine, String postgres, List<Figure> figures) {
    private static final String LINE = "%-42s %12s %-8s %-24s %s%n";

    /** Figures without their machine say nothing. */
    record Machine(String os, String arch, int processors, String java) {
        static Machine here() {
            return new Machine(System.getProperty("os.name"), System.getProperty("os.arch"),
                    Runtime.getRuntime().availableProcessors(), Runtime.version().toString());
        }
    }

    Report {
        figures = List.copyOf(figures);
    }

    static Report of(String postgres, List<Figure> figures) {
        return new Report(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), Machine.here(), postgres, figures);
    }

    void print(PrintWriter out) {
        out.printf(LINE, "FIGURE", "VALUE", "UNIT", "SPREAD", "SETTINGS");
        for (Figure figure : figures) {
            out.printf(LINE, figure.id(), number(figure.value()), figure.unit(),
                    number(figure.spread().low()) + " … " + number(figure.spread().high()),
                    figure.settings().entrySet().stream().map(Object::toString).collect(Collectors.joining(" ")));
        }
        out.printf("%s, %s %s, %d processors, Java %s, PostgreSQL %s%n", date, machine.os, machine.arch,
                machine.processors, machine.java, postgres);
        out.flush();
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : value < 1000 ? "%.1f" : "%.0f", value);
    }
}
