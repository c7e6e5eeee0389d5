package dev.holdfast.console;

import dev.holdfast.database.ConnectionSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A way to a server that can fall silent: nothing gets through any more, no connection ends, and whoever connects is let in
 * and gets no answer.
 */
final class SilentWay implements AutoCloseable {
    private final ServerSocket door;
    private final ConnectionSettings server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private boolean silent;

    SilentWay(ConnectionSettings server) {
        this.server = server;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::letIn);
    }

    /** The same database, by this way, for those who give up after a second without an answer. */
    ConnectionSettings settings() {
        String url = server.url().replaceFirst("//[^/]+/", "//localhost:" + door.getLocalPort() + "/");
        return new ConnectionSettings(url + (url.contains("?") ? "&" : "?") + "socketTimeout=1", server.user(),
                server.password());
    }

    synchronized void silent(boolean silent) {
        this.silent = silent;
        notifyAll();
    }

    /** How many connections those who came in have not closed. */
    int open() {
        return open.size();
    }

    @Override
    public void close() throws IOException {
        silent(false);
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void letIn() {
        try {
            while (true) {
                Socket client = door.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> lead(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void lead(Socket client) {
        URI address = URI.create(server.url().substring("jdbc:".length()));
        try (client; var target = new Socket(address.getHost(), address.getPort())) {
            Thread.ofVirtual().start(() -> pass(target, client));
            pass(client, target);
        } catch (IOException e) {
            // The server has gone.
        } finally {
            open.remove(client);
        }
    }

    /** Hears at once when one side goes, also while nothing is said to the other. */
    private void pass(Socket from, Socket to) {
        var said = new LinkedBlockingQueue<byte[]>();
        Thread speaker = Thread.ofVirtual().start(() -> say(said, to));
        var buffer = new byte[8_192];
        try (from; to) {
            InputStream in = from.getInputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                said.add(Arrays.copyOf(buffer, length));
            }
        } catch (IOException e) {
            // One of the two has gone.
        } finally {
            speaker.interrupt();
        }
    }

    private void say(BlockingQueue<byte[]> said, Socket to) {
        try {
            while (true) {
                byte[] next = said.take();
                awaitVoice();
                to.getOutputStream().write(next);
            }
        } catch (IOException | InterruptedException e) {
            // One of the two has gone.
        }
    }

    private synchronized void awaitVoice() throws InterruptedException {
        while (silent) {
            wait();
        }
    }
}
