package dev.holdfast.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One run of {@code examples/git-maintenance/run.sh}, which makes its repositories in a folder of its own. */
final class ExampleRun implements AutoCloseable {
    private static final Path SCRIPT = Path.of("../../examples/git-maintenance/run.sh").toAbsolutePath().normalize();

    private final Path folder;
    private final Path output;
    private final Process script;

    private ExampleRun(Path folder, Path output, Process script) {
        this.folder = folder;
        this.output = output;
        this.script = script;
    }

    /** @param folder need not exist yet */
    static ExampleRun start(RealCluster cluster, Path folder, String... options) throws IOException {
        Path output = folder.resolveSibling(folder.getFileName() + ".output");
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString(), "--dir", folder.toString()));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("HOLDFAST_"));
        builder.environment().put("HOLDFAST_HOME", cluster.home().toString());
        builder.environment().put("HOLDFAST_BIN", cluster.command().toString());
        return new ExampleRun(folder, output, builder.start());
    }

    int exitCode(Duration patience) throws InterruptedException {
        if (!script.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the example does not end");
        }
        return script.exitValue();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** The tasks that it has submitted; none before it has submitted all. */
    List<Long> tasks() throws IOException {
        Path ids = folder.resolve("task-ids");
        return Files.exists(ids) ? Files.readAllLines(ids).stream().map(Long::valueOf).toList() : List.of();
    }

    List<Path> repositories() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** Ends the script; its tasks go on. */
    @Override
    public void close() {
        script.descendants().forEach(ProcessHandle::destroyForcibly);
        script.destroyForcibly();
    }
}
