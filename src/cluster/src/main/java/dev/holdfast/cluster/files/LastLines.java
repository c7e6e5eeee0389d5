package dev.holdfast.cluster.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the end of a log, without reading the rest of it. */
public final class LastLines {
    private static final int BYTES = 16 * 1024;

    private LastLines() {}

    /** At most {@code count} lines of the last 16 KiB, oldest first; none where the file is missing or unreadable. */
    public static List<String> of(Path file, int count) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(Math.max(0, channel.size() - BYTES));
            List<String> lines = text(channel).lines().toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String text(SeekableByteChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // Reads on: a channel may give less than was asked for.
        }
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }
}
