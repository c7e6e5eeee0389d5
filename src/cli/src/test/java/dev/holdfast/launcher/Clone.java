package dev.holdfast.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A small clone of Holdfast in a folder with spaces: the real launcher, a few sources, and on its path nothing but the
 * tools that the launcher uses and the stand-ins. The stand-in for Maven writes down each call and makes the app folder
 * that was asked for; the one for Java prints its process id and arguments.
 */
final class Clone {

    private static final Path LAUNCHER = Path.of("../../holdfast").toAbsolutePath().normalize();

    private static final List<String> TOOLS = List.of("basename", "cat", "dirname", "find", "head", "ln", "mkdir", "mv",
            "readlink", "rm", "sleep", "tail", "tee", "touch");

    private static final String MAVEN = """
            #!/bin/sh
            clone=$(dirname "$(dirname "$0")")
            echo "$JAVA_HOME: $*" >>"$clone/maven.calls"
            if [ -e "$clone/maven.gate" ]; then cat "$clone/maven.gate"; fi
            echo '[INFO] what Maven says'
            if [ -e "$clone/maven.fails" ]; then echo '[ERROR] no luck'; exit 1; fi
            for argument; do
                case $argument in -Dapp.dir=*) mkdir -p "${argument#-Dapp.dir=}/lib" ;; esac
            done
            """;

    private static final String JAVA = """
            #!/bin/sh
            echo $$
            printf '%s\\n' "$@"
            exit 3
            """;

    private final Path folder;
    private final Path tools;

    Clone(Path parent) throws IOException {
        folder = Files.createDirectories(parent.toRealPath().resolve("my own clone"));
        tools = Files.createDirectories(folder.resolve("tools"));
        for (var tool : TOOLS) {
            script(tools.resolve(tool), "#!/bin/sh\nexec " + find(tool) + " \"$@\"\n");
        }
        Files.copy(LAUNCHER, launcher());
        script(tools.resolve("mvn"), MAVEN);
        write("pom.xml");
        write("src/tasking/src/main/java/Task.java");
        write("src/tasking/src/main/java/Lock.java");
        write("src/tasking/src/test/java/TaskTest.java");
        write("embedded-worker/src/main/java/Worker.java");
    }

    Path folder() {
        return folder;
    }

    Path launcher() {
        return folder.resolve("holdfast");
    }

    Path app() {
        return folder.resolve("target/app");
    }

    /** Puts a stand-in for a JDK of this version there. */
    Path jdk(String name, String version) throws IOException {
        var home = java(folder.resolve(name), version);
        script(home.resolve("bin/javac"), JAVA);
        return home;
    }

    /** Installs it beside the clone, as {@code installer/build} lays it out; returns its launcher. */
    Path install(String javaVersion) throws IOException {
        var image = folder.resolveSibling("an installation");
        java(image.resolve("lib/runtime"), javaVersion);
        Files.createDirectories(image.resolve("lib/app/lib"));
        return Files.copy(LAUNCHER, Files.createDirectories(image.resolve("bin")).resolve("holdfast"));
    }

    private static Path java(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), JAVA);
        return home;
    }

    Path write(String path) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "content of " + path);
    }

    List<String> mavenCalls() throws IOException {
        var calls = folder.resolve("maven.calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    /** Starts {@code command} in {@code directory} with this environment and no other. */
    Process start(Path directory, Map<String, String> environment, List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    Outcome run(Path directory, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        return Outcome.of(start(directory, environment, command));
    }

    /** What a launcher that has ended left behind; of its standard output, the lines that Java's stand-in printed. */
    record Outcome(long pid, int exitCode, List<String> output, String messages) {

        static Outcome of(Process process) throws IOException, InterruptedException {
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var messages = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.pid(), process.waitFor(), output.lines().toList(), messages);
        }

        List<String> afterMainClass() {
            return output.subList(output.indexOf("dev.holdfast.cli.Main") + 1, output.size());
        }
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    private static Path find(String tool) {
        return Stream.of("/usr/bin", "/bin")
                .map(bin -> Path.of(bin, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new UncheckedIOException(new IOException("no " + tool + " on this machine")));
    }
}
