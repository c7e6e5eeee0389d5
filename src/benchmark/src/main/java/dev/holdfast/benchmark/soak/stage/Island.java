package dev.holdfast.benchmark.soak.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network namespace with one line to this host, and its own idea of names. The line can be cut as a broken switch
 * cuts it: packets vanish, nobody is told. Needs root on Linux.
 */
public final class Island implements AutoCloseable {
    /** The name of this host there. */
    static final String HOST = "holdfast-soak-server";

    private static final int SUBNETS = 250;

    private final int subnet;
    private final String name;
    private final Path names;

    private Island(int subnet) {
        this.subnet = subnet;
        this.name = "hfsoak" + subnet;
        this.names = Path.of("/etc/netns", name, "hosts");
    }

    /** One that is not taken; empty where none can be made. */
    public static Optional<Island> open() throws IOException, InterruptedException {
        for (int subnet = 1; subnet <= SUBNETS; subnet++) {
            var island = new Island(subnet);
            if (!Files.exists(Path.of("/var/run/netns", island.name))) {
                return island.build() ? Optional.of(island) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean build() throws IOException, InterruptedException {
        if (!Commands.works("ip", "netns", "add", name)) {
            return false;
        }
        try {
            Commands.run("ip", "link", "add", name, "type", "veth", "peer", "name", "line", "netns", name);
            Commands.run("ip", "addr", "add", serverAddress() + "/30", "dev", name);
            Commands.run("ip", "link", "set", name, "up");
            Commands.run("ip", "netns", "exec", name, "ip", "addr", "add", workerAddress() + "/30", "dev", "line");
            Commands.run("ip", "netns", "exec", name, "ip", "link", "set", "line", "up");
            Commands.run("ip", "netns", "exec", name, "ip", "link", "set", "lo", "up");
            Files.createDirectories(names.getParent());
            remember();
            return true;
        } catch (IOException e) {
            close();
            return false;
        }
    }

    /** This host's address there, on which the server has to listen. */
    public String serverAddress() {
        return "10.213.%d.1".formatted(subnet);
    }

    String workerAddress() {
        return "10.213.%d.2".formatted(subnet);
    }

    /** What makes a program run there, on what it takes for a host of its own. */
    public List<String> around(List<String> command) {
        var all = new ArrayList<String>(List.of("ip", "netns", "exec", name, "unshare", "--uts", "sh", "-c",
                "echo \"$0\" >/proc/sys/kernel/hostname && exec \"$@\"", name));
        all.addAll(command);
        return all;
    }

    /** From now on packets vanish, both ways. */
    public void cut() throws IOException, InterruptedException {
        // Frames for somebody else's card: dropped where they arrive.
        Commands.run("ip", "neigh", "replace", workerAddress(), "lladdr", "02:00:00:00:00:01", "dev", name, "nud",
                "permanent");
    }

    public void mend() throws IOException, InterruptedException {
        Commands.run("ip", "neigh", "flush", "to", workerAddress(), "dev", name, "nud", "all");
    }

    /** From now on the server's name cannot be resolved there. */
    public void forget() throws IOException {
        Files.writeString(names, "127.0.0.1 localhost %s\n".formatted(name));
    }

    public void remember() throws IOException {
        Files.writeString(names, "127.0.0.1 localhost %s\n%s %s\n".formatted(name, serverAddress(), HOST));
    }

    @Override
    public void close() throws IOException {
        try {
            Commands.works("ip", "link", "del", name);
            Commands.works("ip", "netns", "del", name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(names);
        Files.deleteIfExists(names.getParent());
    }
}
