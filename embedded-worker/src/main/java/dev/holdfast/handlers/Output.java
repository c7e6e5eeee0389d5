package dev.holdfast.handlers;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A program's output on its way into the task's log: decoded as UTF-8, and only the first so many bytes. Safe for use
 * by several threads.
 */
final class Output {

    private static final int CHUNK = 8192;
    private static final int TAIL = 1000;

    private final Consumer<String> log;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer undecoded = ByteBuffer.allocate(2 * CHUNK);
    private final CharBuffer decoded = CharBuffer.allocate(2 * CHUNK);
    private long room;
    private long dropped;
    private String tail = "";
    private boolean lineOpen;
    private boolean finished;

    /**
     * @param limit how many bytes are kept
     */
    Output(Consumer<String> log, long limit) {
        this.log = log;
        this.room = limit;
    }

    /**
     * @param length at most as many bytes as fit in {@link #chunk()}
     */
    synchronized void add(byte[] bytes, int length) {
        if (finished) {
            return;
        }
        int kept = (int) Math.min(length, room);
        room -= kept;
        log(decode(bytes, 0, kept, false));
        if (kept < length) {
            // A character that is cut in the middle is dropped whole.
            dropped += length - kept + (dropped == 0 ? undecoded.position() : 0);
            decode(bytes, kept, length - kept, false);
        }
    }

    /** Completes the log; what is added later is ignored. */
    synchronized void finish() {
        if (finished) {
            return;
        }
        finished = true;
        String rest = decode(new byte[0], 0, 0, true);
        if (dropped == 0) {
            log(rest);
        } else {
            log((lineOpen ? "\n" : "") + "… output cut here: " + dropped + " more bytes dropped\n");
        }
    }

    /** The last line that is not blank, whether kept or dropped; empty if there is none. */
    synchronized String lastLine() {
        return tail.lines().filter(line -> !line.isBlank()).reduce((earlier, later) -> later).orElse("").strip();
    }

    static byte[] chunk() {
        return new byte[CHUNK];
    }

    private void log(String text) {
        if (!text.isEmpty()) {
            log.accept(text);
            lineOpen = !text.endsWith("\n");
        }
    }

    private String decode(byte[] bytes, int from, int length, boolean last) {
        undecoded.put(bytes, from, length).flip();
        decoder.decode(undecoded, decoded.clear(), last);
        undecoded.compact();
        // PostgreSQL knows no null character in a text.
        String text = decoded.flip().toString().replace('\0', '\uFFFD');
        String longer = tail + text;
        tail = longer.substring(Math.max(0, longer.length() - TAIL));
        return text;
    }
}
