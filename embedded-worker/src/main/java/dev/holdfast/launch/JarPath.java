package dev.holdfast.launch;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Makes a class path of jars only, out of one that has directories as a build's has: the JVM keeps nothing of their
 * classes in a {@link StartCache}, and finds them more slowly.
 */
public final class JarPath {
    private static final LocalDateTime LONG_AGO = LocalDateTime.of(1980, 1, 1, 0, 0);

    private JarPath() {}

    /**
     * Packs the directories of a class path into jars. A jar that would be the same as that of last time is left as it is,
     * and a cache made for it stays good.
     *
     * @param directory where those jars are
     * @param wanted    which of the other jars to keep, by their file names
     */
    public static String of(String classPath, Path directory, Predicate<String> wanted) throws IOException {
        Files.createDirectories(directory);
        var parts = new ArrayList<String>();
        int packed = 0;
        List<Path> all = Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toList();
        for (Path part : all) {
            if (Files.isDirectory(part)) {
                parts.add(pack(part, directory.resolve("classes-" + ++packed + ".jar")).toString());
            } else if (Files.exists(part) && wanted.test(part.getFileName().toString())) {
                parts.add(part.toString());
            }
        }
        return String.join(File.pathSeparator, parts);
    }

    private static Path pack(Path classes, Path jar) throws IOException {
        var content = new ByteArrayOutputStream();
        try (var out = new JarOutputStream(content); Stream<Path> tree = Files.walk(classes)) {
            for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
                var entry = new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/'));
                entry.setTimeLocal(LONG_AGO);
                out.putNextEntry(entry);
                Files.copy(file, out);
            }
        }
        replace(jar, content.toByteArray());
        return jar;
    }

    private static void replace(Path jar, byte[] content) throws IOException {
        if (Files.exists(jar) && Arrays.equals(Files.readAllBytes(jar), content)) {
            return;
        }
        // Under another name first: a worker of another program may run from the old one.
        Path part = Files.createTempFile(jar.getParent(), "classes-", ".part");
        try {
            Files.write(part, content);
            Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
