package dev.holdfast.cluster.postgres;

import dev.holdfast.cluster.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Spares tests with a home of their own the unpacking of 60 MB each. */
public final class SharedBinaries {
    private static final Path BUILD = Path.of("target", "postgres-for-tests");

    private SharedBinaries() {}

    /** Makes a home directory whose server's programs are unpacked already. */
    public static void linkInto(Path home) throws IOException {
        Path shared = PostgresBinaries.unpackedIn(PrivateFiles.createDirectory(BUILD)).directory().toAbsolutePath();
        Files.createSymbolicLink(PrivateFiles.createDirectory(home).resolve(shared.getFileName()), shared);
    }
}
