package dev.holdfast.worker;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;

/** A Redis on a port of its own that keeps nothing on disk. */
final class Redis implements AutoCloseable {
    static final String PASSWORD = "of-the-tests";
    private static final Duration END = Duration.ofSeconds(20);

    private final int port;
    private RedisServer server;

    Redis() {
        this.port = freePort();
        this.server = started();
    }

    /** Unpacked once: a program that has just been written cannot be run while a process forked meanwhile has it open. */
    private static final class Program {
        static final File UNPACKED = unpack();

        private static File unpack() {
            try {
                File program = ExecutableProvider.newJarResourceProvider().get();
                await("a program that nobody writes").pollInSameThread()
                        .atMost(END)
                        .ignoreExceptionsInstanceOf(IOException.class)
                        .until(() -> runs(program));
                return program;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static boolean runs(File program) throws IOException, InterruptedException {
            return new ProcessBuilder(program.getPath(), "--version").start().waitFor() == 0;
        }
    }

    private RedisServer started() {
        try {
            RedisServer fresh = RedisServer.newRedisServer()
                    .executableProvider(() -> Program.UNPACKED)
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("requirepass " + PASSWORD)
                    .setting("save \"\"")
                    .build();
            fresh.start();
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    String address() {
        return "redis://127.0.0.1:" + port;
    }

    void stop() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again after a stop, empty. */
    void startEmpty() {
        server = started();
    }

    /** As a host that is much too busy, or a network that loses packets. */
    void silence(Duration time) {
        try (RedisClient client = client()) {
            client.sendCommand(Protocol.Command.CLIENT, "PAUSE", Long.toString(time.toMillis()));
        }
    }

    /** The tasks on the manager's list. */
    List<Long> line() {
        try (RedisClient client = client()) {
            return client.keys("*resource-manager")
                    .stream()
                    .flatMap(list -> client.lrange(list, 0, -1).stream())
                    .map(Long::valueOf)
                    .toList();
        }
    }

    private RedisClient client() {
        return RedisClient.builder()
                .hostAndPort("127.0.0.1", port)
                .clientConfig(DefaultJedisClientConfig.builder().password(PASSWORD).build())
                .build();
    }

    @Override
    public void close() {
        if (server.isActive()) {
            stop();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
