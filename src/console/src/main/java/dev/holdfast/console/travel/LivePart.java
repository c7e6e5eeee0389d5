package dev.holdfast.console.travel;

import com.fasterxml.jackson.databind.SequenceWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A part that is still being written, in a file of its own that nobody else can open and that is gone with the program,
 * however that ends.
 */
final class LivePart implements Part {
    private static final int BUFFER = 8_192;

    private final FileChannel file;
    private final SequenceWriter deltas;
    private final List<Instant> moments = new ArrayList<>();

    LivePart() throws IOException {
        file = FileChannel.open(Files.createTempFile("holdfast-", ".part"), StandardOpenOption.READ,
                StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        // Flushed through after each delta: what was written can be read.
        deltas = Deltas.writer(new GZIPOutputStream(Channels.newOutputStream(file), BUFFER, true));
    }

    synchronized void append(Delta delta) throws IOException {
        deltas.write(delta);
        deltas.flush();
        moments.add(delta.head().at());
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
        // The end of the stream is not needed: nobody reads the file any more.
        file.close();
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
