package dev.holdfast.benchmark.soak.stage;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system in memory that can be made full and roomy again. Needs root on Linux. */
public final class SmallDisk implements AutoCloseable {
    private static final String ROOMY = "6g";
    private static final long REST = 64 * 1024;

    private final Path root;

    private SmallDisk(Path root) {
        this.root = root;
    }

    /** Mounts one at the directory. */
    static SmallDisk at(Path root) throws IOException, InterruptedException {
        Commands.run("mount", "-t", "tmpfs", "-o", "mode=711,size=" + ROOMY, "holdfast-soak", root.toString());
        return new SmallDisk(root);
    }

    /** Whether this machine and user can have one. */
    static boolean isPossible(Path scratch) throws IOException, InterruptedException {
        Path probe = Files.createDirectories(scratch.resolve("probe"));
        boolean possible = Commands.works("mount", "-t", "tmpfs", "-o", "size=64k", "holdfast-probe", probe.toString());
        if (possible) {
            Commands.run("umount", probe.toString());
        }
        Files.delete(probe);
        return possible;
    }

    /** From now on hardly anything can be written that does not overwrite. */
    public void fill() throws IOException, InterruptedException {
        FileStore store = Files.getFileStore(root);
        resize(Long.toString(store.getTotalSpace() - store.getUnallocatedSpace() + REST));
    }

    public void empty() throws IOException, InterruptedException {
        resize(ROOMY);
    }

    private void resize(String size) throws IOException, InterruptedException {
        Commands.run("mount", "-o", "remount,size=" + size, root.toString());
    }

    @Override
    public void close() throws IOException {
        try {
            Commands.run("umount", "-l", root.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
