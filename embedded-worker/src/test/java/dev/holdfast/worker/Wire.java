package dev.holdfast.worker;

import dev.holdfast.database.ConnectionSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The way to a database, which can be cut without either side being told: what is sent then stays on the way. */
final class Wire implements AutoCloseable {
    private final ConnectionSettings database;
    private final URI target;
    private final ServerSocket door;
    private final List<Socket> ends = new CopyOnWriteArrayList<>();
    private boolean cut;

    Wire(ConnectionSettings database) throws IOException {
        this.database = database;
        this.target = URI.create(database.url().substring("jdbc:".length()));
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    ConnectionSettings settings() {
        String address = "jdbc:postgresql://127.0.0.1:%d%s".formatted(door.getLocalPort(), target.getPath());
        return new ConnectionSettings(address, database.user(), database.password());
    }

    synchronized void cut() {
        cut = true;
    }

    synchronized void mend() {
        cut = false;
        notifyAll();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                Socket far = new Socket(target.getHost(), target.getPort());
                ends.addAll(List.of(near, far));
                Thread.ofVirtual().start(() -> carry(near, far));
                Thread.ofVirtual().start(() -> carry(far, near));
            } catch (IOException closed) {
                // Then the loop ends too.
            }
        }
    }

    private void carry(Socket from, Socket to) {
        var buffer = new byte[8192];
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                awaitMended();
                out.write(buffer, 0, length);
            }
            awaitMended();
        } catch (IOException | InterruptedException ended) {
            // The other direction ends with it.
        }
    }

    private synchronized void awaitMended() throws InterruptedException {
        while (cut) {
            wait();
        }
    }

    @Override
    public void close() throws IOException {
        mend();
        door.close();
        for (Socket end : ends) {
            end.close();
        }
    }
}
