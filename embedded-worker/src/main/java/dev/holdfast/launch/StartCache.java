package dev.holdfast.launch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file in which a JVM keeps what it has learned of the classes of one class path (the JVM's AOT cache), so that later
 * ones start in about half the time. Its name tells the JVM and the jars it is for, so a stale one is never used; it
 * comes under that name only when it is whole. Immutable, thread-safe.
 */
public final class StartCache {
    private static final String SUFFIX = ".aot";
    private static final String PART = ".part";
    /** Whoever still writes to a part that is older has been forgotten by whoever wanted it. */
    private static final Duration LONGEST_TRAINING = Duration.ofMinutes(10);

    private final Path directory;
    private final String name;
    private final Path file;
    private final boolean possible;

    private StartCache(Path directory, String name, String mark, boolean possible) {
        this.directory = directory;
        this.name = name;
        this.file = directory.resolve(name + "-" + mark + SUFFIX);
        this.possible = possible;
    }

    /**
     * The cache of a class path as its jars are now, for the JVM that this program runs on.
     *
     * @param name tells caches for different purposes in the same directory apart
     */
    public static StartCache of(Path directory, String name, String classPath) {
        List<Path> parts = Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toList();
        return new StartCache(directory, name, fingerprint(parts), parts.stream().allMatch(Files::isRegularFile));
    }

    /** The cache of jars that are replaced together with that directory: its name tells the version of Java only. */
    public static StartCache beside(Path directory, String name) {
        return new StartCache(directory, name, System.getProperty("java.version"), true);
    }

    /** A process of the JVM on the class path. */
    @FunctionalInterface
    public interface Jvm {
        /** Runs it with these options to its end, and returns its exit code. */
        int run(List<String> options) throws IOException, InterruptedException;
    }

    /** The options of a JVM on that class path: none while there is no cache. */
    public List<String> options() {
        return exists() ? List.of("-XX:AOTCache=" + file) : List.of();
    }

    public boolean exists() {
        return possible && Files.exists(file);
    }

    /** Whether it could be made and is not there. The JVM keeps nothing of classes that are in no jar. */
    public boolean isMissing() {
        return possible && !Files.exists(file);
    }

    /**
     * Makes it, and removes those of the same name for other jars and JVMs.
     *
     * @param training does what later ones will do first
     * @param proof    ends at once, well if it can start with what the training left
     * @return false when the training left nothing that is of use, for whatever reason
     */
    public boolean make(Jvm training, Jvm proof) throws IOException, InterruptedException {
        Path part = Files.createTempFile(Files.createDirectories(directory), name + "-", SUFFIX + PART);
        try {
            // A JVM that is killed while it writes leaves a part of a file, and one that learned nothing leaves none.
            if (training.run(List.of("-XX:AOTCacheOutput=" + part)) != 0
                    || proof.run(List.of("-XX:AOTMode=on", "-XX:AOTCache=" + part)) != 0) {
                return false;
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            removeOthers();
            return true;
        } finally {
            Files.deleteIfExists(part);
            Files.deleteIfExists(Path.of(part + ".config"));
        }
    }

    private void removeOthers() throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, name + "-*" + SUFFIX + "*")) {
            for (Path other : found) {
                if (!other.equals(file) && (other.toString().endsWith(SUFFIX) || isForgotten(other))) {
                    Files.deleteIfExists(other);
                }
            }
        }
    }

    private static boolean isForgotten(Path part) throws IOException {
        return Files.getLastModifiedTime(part).toInstant().isBefore(Instant.now().minus(LONGEST_TRAINING));
    }

    private static String fingerprint(List<Path> parts) {
        var text = new StringBuilder(System.getProperty("java.home")).append(System.getProperty("java.vm.version"));
        for (Path part : parts) {
            File jar = part.toFile();
            text.append('\n').append(jar).append(' ').append(jar.length()).append(' ').append(jar.lastModified());
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
