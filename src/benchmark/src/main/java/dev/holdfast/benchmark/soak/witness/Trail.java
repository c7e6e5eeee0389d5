package dev.holdfast.benchmark.soak.witness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The file into which tasks write. Read piece by piece: each reading goes on where the last one ended. For one thread.
 */
public final class Trail {
    static final char START = 'S';
    static final char STILL = 'M';
    static final char END = 'E';
    static final char INTERRUPTED = 'X';

    /**
     * What a program of a {@code command} task does: the same lines, with the time of the system's start in place of the
     * attempt and a clock of ten milliseconds. Arguments: file, number, how many lines.
     */
    public static final String PROGRAM = """
            write() { read -r up rest </proc/uptime; echo "$1 $number 0 $$ $up" >>"$file"; }
            file=$1 number=$2 lines=$3
            write S
            while [ "$lines" -gt 0 ]; do sleep 0.02; write M; lines=$((lines - 1)); done
            write E
            """;
    private static final long TICK = 10_000_000;

    private final Path file;
    private long offset;
    private long lines;

    public Trail(Path file) {
        this.file = file;
    }

    public Path file() {
        return file;
    }

    /** How many lines were read in all. */
    public long lines() {
        return lines;
    }

    /** The attempts of all lines since the last reading, by task number. */
    public Map<Integer, List<Attempt>> read() throws IOException {
        var attempts = new HashMap<Integer, List<Attempt>>();
        try (InputStream content = Files.newInputStream(file)) {
            content.skipNBytes(offset);
            var reader = new BufferedReader(new InputStreamReader(content, StandardCharsets.US_ASCII));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                offset += line.length() + 1;
                lines++;
                add(line.split(" "), attempts);
            }
        }
        return attempts;
    }

    private static void add(String[] words, Map<Integer, List<Attempt>> attempts) throws IOException {
        if (words.length != 5) {
            throw new IOException("a line of the trail is damaged: " + String.join(" ", words));
        }
        char kind = words[0].charAt(0);
        int number = Integer.parseInt(words[1]);
        int attempt = Integer.parseInt(words[2]);
        long pid = Long.parseLong(words[3]);
        List<Attempt> known = attempts.computeIfAbsent(number, key -> new ArrayList<>(1));
        if (kind == START) {
            known.add(Attempt.begun(number, attempt, pid, time(words[4], true), time(words[4], false)));
            return;
        }
        for (int i = known.size() - 1; i >= 0; i--) {
            Attempt one = known.get(i);
            if (one.attempt() == attempt && one.pid() == pid && !one.ended()) {
                known.set(i, one.seen(time(words[4], false), kind == END, kind != STILL));
                return;
            }
        }
        // It began before the last reading, when all was said to be over.
        known.add(Attempt.begun(number, attempt, pid, time(words[4], true), time(words[4], false))
                .seen(time(words[4], false), kind == END, kind != STILL));
    }

    /**
     * A program's clock is coarse. What it tells is taken so that no overlap is seen where there was none: starts as late
     * and ends as early as they can have been.
     */
    private static long time(String word, boolean start) {
        int point = word.indexOf('.');
        if (point < 0) {
            return Long.parseLong(word);
        }
        long hundredths = Long.parseLong(word.substring(0, point) + word.substring(point + 1));
        return hundredths * TICK + (start ? TICK : 0);
    }
}
