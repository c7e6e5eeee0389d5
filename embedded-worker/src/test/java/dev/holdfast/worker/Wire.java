package dev.holdfast.worker;

import dev.holdfast.database.ConnectionSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The way to a server, which can be cut without either side being told: what is sent then stays on the way. */
final class Wire implements AutoCloseable {
    private final ServerSocket door;
    private final InetSocketAddress server;
    private final List<Socket> ends = new CopyOnWriteArrayList<>();
    private boolean cut;

    /** @param door where clients come in; closed with this */
    Wire(ServerSocket door, InetSocketAddress server) {
        this.door = door;
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    /** To a database. */
    static Wire to(ConnectionSettings database) throws IOException {
        URI target = target(database);
        return new Wire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                new InetSocketAddress(target.getHost(), target.getPort()));
    }

    private static URI target(ConnectionSettings database) {
        return URI.create(database.url().substring("jdbc:".length()));
    }

    int port() {
        return door.getLocalPort();
    }

    /** Those of the database, by this way. */
    ConnectionSettings settings(ConnectionSettings database) {
        String address = "jdbc:postgresql://127.0.0.1:%d%s".formatted(port(), target(database).getPath());
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
                Socket far = new Socket(server.getAddress(), server.getPort());
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
