package dev.holdfast.cluster.redis;

import dev.holdfast.cluster.files.LastLines;
import dev.holdfast.cluster.files.PrivateFiles;
import dev.holdfast.cluster.postgres.PostgresServer;
import dev.holdfast.manager.Lists;
import dev.holdfast.manager.RedisAddress;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis in a directory of the local cluster, on the loopback address only, with a password that follows from that of the
 * database. It outlives the program that starts it. Only one process at a time may start or stop it.
 */
public final class RedisServer {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final long PAUSE_MILLIS = 50;
    private static final boolean WINDOWS = File.separatorChar == '\\';

    private final Path directory;
    private final String password;

    private RedisServer(Path directory, String password) {
        this.directory = directory;
        this.password = password;
    }

    /** That of a cluster's directory, running or not. */
    public static RedisServer in(Path home, String databasePassword) {
        return new RedisServer(home.resolve("redis"), RedisAddress.derived(databasePassword));
    }

    /** Whether it was ever started. */
    public boolean exists() {
        return Files.exists(settings());
    }

    /** Starts it where it does not run, at the port that it has always had, and returns its address. */
    public String startOrJoin() throws IOException {
        PrivateFiles.createDirectory(directory);
        int port = exists() ? port() : PostgresServer.anyFreePort();
        String address = "redis://127.0.0.1:" + port;
        if (process().isPresent() && answers(address)) {
            return address;
        }
        PrivateFiles.write(settings(), settings(port).getBytes(StandardCharsets.UTF_8));
        ProcessBuilder builder = new ProcessBuilder(program().toString(), settings().getFileName().toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.start();
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!answers(address)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("Redis did not start: " + String.join("\n", LastLines.of(log(), 5)));
            }
            pause();
        }
        return address;
    }

    /** Stops it; what it holds is on disk. Does nothing where it does not run. */
    public void stop() throws IOException {
        Optional<ProcessHandle> process = process();
        if (process.isPresent()) {
            process.get().destroy();
            long deadline = System.nanoTime() + LONGEST.toNanos();
            while (process.get().isAlive()) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("Redis did not stop: process " + process.get().pid());
                }
                pause();
            }
        }
    }

    private boolean answers(String address) {
        try {
            Lists.check(RedisAddress.parse(address), Map.of("HOLDFAST_REDIS_PASSWORD", password));
            return true;
        } catch (JedisException e) {
            return false;
        }
    }

    /** Its process: one that was started since and has the same number is none. */
    private Optional<ProcessHandle> process() throws IOException {
        Path file = directory.resolve("redis.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String pid = Files.readString(file).strip();
        return pid.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(pid))
                        .filter(ProcessHandle::isAlive)
                        .filter(process -> process.info().command().orElse("redis").contains("redis"));
    }

    private String settings(int port) {
        List<String> lines = new ArrayList<>(List.of("port " + port, "bind 127.0.0.1", "requirepass " + password,
                "pidfile redis.pid", "logfile redis.log", "appendonly yes", "save \"\""));
        if (!WINDOWS) {
            // Ctrl-C in the terminal that it was started from is not meant for it.
            lines.add("daemonize yes");
        }
        return String.join("\n", lines) + "\n";
    }

    private int port() throws IOException {
        var known = new Properties();
        try (var reader = Files.newBufferedReader(settings())) {
            known.load(reader);
        }
        return Integer.parseInt(known.getProperty("port"));
    }

    private Path program() throws IOException {
        Path program = directory.resolve(WINDOWS ? "redis-server.exe" : "redis-server");
        if (!Files.exists(program)) {
            Path unpacked = ExecutableProvider.newJarResourceProvider().get().toPath();
            Path part = Files.copy(unpacked, directory.resolve("redis-server.part"),
                    StandardCopyOption.REPLACE_EXISTING);
            if (!part.toFile().setExecutable(true)) {
                throw new IOException(part + " cannot be made executable");
            }
            Files.move(part, program, StandardCopyOption.ATOMIC_MOVE);
        }
        return program;
    }

    private Path settings() {
        return directory.resolve("redis.conf");
    }

    private Path log() {
        return directory.resolve("redis.log");
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for Redis");
        }
    }
}
