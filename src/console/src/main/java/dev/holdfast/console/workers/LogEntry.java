package dev.holdfast.console.workers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that a worker wrote. One without a time of its own, as of a trace, belongs to the one before it.
 *
 * @param time as it was written, so that earlier ones are less
 * @param text the whole line
 */
public record LogEntry(String worker, String time, Severity severity, String text) {
    private static final Pattern LINE = Pattern
            .compile("(\\d{4}-\\d\\d-\\d\\dT\\S+) +(ERROR|WARN|INFO|DEBUG|TRACE) .*");

    /** From the least to the worst. */
    enum Severity {
        DETAIL, INFO, WARN, ERROR;

        static Severity of(String word) {
            return switch (word) {
                case "ERROR" -> ERROR;
                case "WARN" -> WARN;
                case "INFO" -> INFO;
                default -> DETAIL;
            };
        }
    }

    /** The lines of several workers in the order of their times; those of one worker stay in theirs. */
    static List<LogEntry> merge(Map<String, String> logs) {
        var all = new ArrayList<LogEntry>();
        logs.forEach((worker, text) -> all.addAll(parse(worker, text)));
        if (logs.size() > 1) {
            all.sort(Comparator.comparing(LogEntry::time));
        }
        return List.copyOf(all);
    }

    private static List<LogEntry> parse(String worker, String text) {
        var entries = new ArrayList<LogEntry>();
        String time = "";
        Severity severity = Severity.INFO;
        for (String line : text.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                time = matcher.group(1);
                severity = Severity.of(matcher.group(2));
            }
            entries.add(new LogEntry(worker, time, severity, line));
        }
        return entries;
    }

    /** Whether it is as bad as that at least, and has that text in it. */
    boolean matches(Severity least, String wanted) {
        return severity.compareTo(least) >= 0
                && text.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
    }
}
