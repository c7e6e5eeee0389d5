package dev.holdfast.console.travel;

import com.fasterxml.jackson.databind.SequenceWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A part that is still being written, in a file of its own that nobody else can open and that is gone with the program,
 * however that ends.
 */
final class LivePart implements Part {
    private static final int BUFFER = 8_192;

    private final FileChannel file;
    private final Packed packed;
    private @Nullable SequenceWriter deltas;
    private final List<Instant> moments = new ArrayList<>();

    LivePart() throws IOException {
        file = FileChannel.open(Files.createTempFile("holdfast-", ".part"), StandardOpenOption.READ,
                StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        packed = new Packed(Channels.newOutputStream(file));
        deltas = Deltas.writer(packed);
    }

    synchronized void append(Delta delta) throws IOException {
        SequenceWriter writer = Objects.requireNonNull(deltas, "finished");
        writer.write(delta);
        writer.flush();
        moments.add(delta.head().at());
    }

    /** Nothing more is to come: gives back what writing takes. What was written can be read on. */
    synchronized void finish() {
        deltas = null;
        packed.end();
    }

    @Override
    public synchronized List<Instant> moments() {
        return List.copyOf(moments);
    }

    @Override
    public long bytes() {
        try {
            return file.size();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public InputStream open() throws IOException {
        return new GZIPInputStream(new Beginning());
    }

    @Override
    public synchronized void close() throws IOException {
        finish();
        file.close();
    }

    /** Flushed through after each delta, so that what was written can be read; its end is never written, since nobody needs it. */
    private static final class Packed extends GZIPOutputStream {
        Packed(OutputStream out) throws IOException {
            super(out, BUFFER, true);
        }

        void end() {
            def.end();
        }
    }

    /** The file from its beginning on, wherever it is being written. */
    private final class Beginning extends InputStream {
        private long at;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = file.read(ByteBuffer.wrap(into, offset, length), at);
            at += Math.max(0, read);
            return read;
        }
    }
}
