package dev.holdfast.worker;

import dev.holdfast.database.ConnectionSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A PostgreSQL server that one test may stop, crash and start again, on the same data and port. */
final class OwnServer implements AutoCloseable {
    private final Path data;
    private final int port;
    private EmbeddedPostgres server;

    OwnServer(Path data) throws IOException {
        this.data = data;
        try (var free = new ServerSocket(0)) {
            this.port = free.getLocalPort();
        }
        this.server = launch();
    }

    private EmbeddedPostgres launch() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("max_connections", "100")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    ConnectionSettings settings() {
        return ConnectionSettings.parse("postgresql://127.0.0.1:%d/postgres".formatted(port)).withUser("postgres");
    }

    /** An orderly stop in the mode "fast", and a start. */
    void restart() throws IOException {
        server.close();
        server = launch();
    }

    /** SIGQUIT, the stop in the mode "immediate": the server writes nothing more and must recover at its start. */
    void crash() throws IOException, InterruptedException {
        ProcessHandle postmaster = postmaster();
        signal("QUIT", postmaster.pid());
        postmaster.onExit().join();
        server.close();
        server = launch();
    }

    /** SIGKILL to one server process: the others end all sessions and recover, the postmaster stays. */
    void killBackend(int pid) throws IOException, InterruptedException {
        signal("KILL", pid);
    }

    private ProcessHandle postmaster() throws IOException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static void signal(String signal, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
