package dev.holdfast.cluster.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files and directories that nobody but their owner may read, from the moment they exist. Where the file system knows no
 * POSIX rights (Windows) they inherit those of the user's own directory.
 */
public final class PrivateFiles {
    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private PrivateFiles() {}

    /** Creates a directory of mode 0700, and its parents; one that exists stays as it is. */
    public static Path createDirectory(Path directory) throws IOException {
        return Files.createDirectories(directory, mode("rwx------"));
    }

    /** Creates a new, empty directory of mode 0700 with a name of its own. */
    public static Path createTemporaryDirectory(Path parent, String prefix) throws IOException {
        return Files.createTempDirectory(parent, prefix, mode("rwx------"));
    }

    /** Creates an empty file of mode 0600 unless it is there. */
    public static Path createFile(Path file) throws IOException {
        Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), mode("rw-------"))
                .close();
        return file;
    }

    /** Puts a file of mode 0600 in place in one step: readers see the old content or the new, never a part. */
    public static void write(Path file, byte[] content) throws IOException {
        Path part = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part", mode("rw-------"));
        try {
            // Synced before the rename: after a power cut a file under this name is never empty.
            Files.write(part, content, StandardOpenOption.SYNC);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Deletes a directory with all that is in it; does nothing where there is none. */
    public static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }

    private static FileAttribute<?>[] mode(String rights) {
        return POSIX
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }
}
