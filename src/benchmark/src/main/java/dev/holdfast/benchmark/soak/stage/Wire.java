package dev.holdfast.benchmark.soak.stage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A worker's way to the server: it can be cut, stay silent for a while, and strike at a {@link Moment}. Thread-safe.
 */
public final class Wire implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofMillis(20);

    private static final Duration BETWEEN_KNOCKS = Duration.ofMillis(20);

    private final InetSocketAddress target;
    private final int port;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Trap> trap = new AtomicReference<>();
    private volatile ServerSocket door;
    private volatile boolean closed;
    private boolean silent;

    /** What happens at a moment. */
    private record Trap(Moment moment, Runnable blow) {}

    Wire(InetSocketAddress target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.port = door.getLocalPort();
        Thread.ofVirtual().name("wire").start(this::accept);
    }

    int port() {
        return port;
    }

    /** Ends all connections; both sides are told. */
    public void cut() {
        links.forEach(Link::close);
    }

    /** From now on nothing arrives, and nobody is told; what is sent stays on the way until {@link #mend}. */
    public synchronized void silence() {
        silent = true;
    }

    public synchronized void mend() {
        silent = false;
        notifyAll();
    }

    private synchronized void awaitMended() throws InterruptedException {
        while (silent) {
            wait();
        }
    }

    /** Strikes once, when the moment comes. */
    public void lieInWait(Moment moment, Runnable blow) {
        trap.set(new Trap(moment, blow));
    }

    /** @return whether it was still waiting for its moment */
    public boolean disarm() {
        return trap.getAndSet(null) != null;
    }

    private void accept() {
        while (!closed) {
            try {
                while (true) {
                    Socket near = door.accept();
                    Thread.ofVirtual().name("wire").start(() -> connect(near));
                }
            } catch (IOException doorClosed) {
                reopen();
            }
        }
    }

    private void connect(Socket near) {
        var far = new Socket();
        try {
            awaitMended();
            far.connect(target);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            var link = new Link(near, far);
            links.add(link);
            Thread.ofVirtual().name("wire out").start(() -> link.carry(near, far, true));
            Thread.ofVirtual().name("wire in").start(() -> link.carry(far, near, false));
        } catch (IOException | InterruptedException refused) {
            quietly(near);
            quietly(far);
            // Where the server refuses connections, so must this: it means something else than silence.
            quietly(door);
        }
    }

    /** Refuses connections until the server takes them. */
    private void reopen() {
        while (!closed) {
            try (var knock = new Socket()) {
                knock.connect(target);
                door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
                return;
            } catch (IOException refused) {
                LockSupport.parkNanos(BETWEEN_KNOCKS.toNanos());
            }
        }
    }

    /** One connection through the wire. */
    private final class Link {
        private final Socket near;
        private final Socket far;
        private volatile boolean deaf;

        Link(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        void carry(Socket from, Socket to, boolean outwards) {
            var buffer = new byte[16384];
            try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    awaitMended();
                    Trap sprung = outwards ? spring(buffer, length) : null;
                    if (sprung != null) {
                        strike(sprung, out, buffer, length);
                    } else if (outwards || !deaf) {
                        out.write(buffer, 0, length);
                    }
                }
                awaitMended();
            } catch (IOException | InterruptedException ended) {
                // The other direction ends with it.
            } finally {
                close();
            }
        }

        private @Nullable Trap spring(byte[] buffer, int length) {
            Trap set = trap.get();
            return set != null && set.moment.isIn(new String(buffer, 0, length, StandardCharsets.ISO_8859_1))
                    && trap.compareAndSet(set, null) ? set : null;
        }

        private void strike(Trap sprung, OutputStream out, byte[] buffer, int length)
                throws IOException, InterruptedException {
            deaf = sprung.moment.isAfter();
            if (sprung.moment.reaches()) {
                out.write(buffer, 0, length);
                if (deaf) {
                    Thread.sleep(ANSWER);
                }
            }
            sprung.blow.run();
            // Whatever the blow was, this talk is broken.
            close();
        }

        void close() {
            links.remove(this);
            quietly(near);
            quietly(far);
        }
    }

    private static void quietly(Closeable end) {
        try {
            end.close();
        } catch (IOException e) {
            // It is gone, which is all that was wanted.
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        mend();
        door.close();
        cut();
    }
}
