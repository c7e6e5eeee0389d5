package dev.holdfast.console.travel;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A part in a file that was saved. */
record FiledPart(ZipFile archive, ZipEntry entry, List<Instant> moments) implements Part {
    FiledPart {
        moments = List.copyOf(moments);
    }

    @Override
    public long bytes() {
        return entry.getCompressedSize();
    }

    @Override
    public InputStream open() throws IOException {
        return archive.getInputStream(entry);
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
