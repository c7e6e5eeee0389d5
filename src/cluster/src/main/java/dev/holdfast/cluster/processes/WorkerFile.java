package dev.holdfast.cluster.processes;

import dev.holdfast.cluster.files.JsonFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a worker process, so that a later program finds it. Process ids come again, so the start counts too.
 *
 * @param asked whether an operator wants it to end: the program that launched it must not start it again then, whichever
 *              program the operator used
 */
record WorkerFile(String name, long pid, long startedMillis, int slots, List<String> handlers,
        boolean asked) {
    /** Starts are reckoned from the system's notion of its boot, which may shift when the clock is set. */
    private static final long TOLERANCE_MILLIS = 2_000;

    WorkerFile {
        // Files of before it could be chosen have none.
        handlers = handlers == null ? WorkerProcesses.HANDLERS : List.copyOf(handlers);
    }

    static WorkerFile of(String name, ProcessHandle process, int slots, List<String> handlers) {
        return new WorkerFile(name, process.pid(), started(process).toEpochMilli(), slots, handlers, false);
    }

    WorkerFile askedToEnd() {
        return new WorkerFile(name, pid, startedMillis, slots, handlers, true);
    }

    /** The process, if it still is the one that was started. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> Math.abs(started(process).toEpochMilli() - startedMillis) <= TOLERANCE_MILLIS);
    }

    Instant started() {
        return Instant.ofEpochMilli(startedMillis);
    }

    static List<WorkerFile> all(Path directory) throws IOException {
        List<WorkerFile> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.json")) {
            for (Path file : files) {
                JsonFiles.read(file, WorkerFile.class).ifPresent(all::add);
            }
        }
        return all;
    }

    static Optional<WorkerFile> find(Path directory, String name) throws IOException {
        return JsonFiles.read(file(directory, name), WorkerFile.class);
    }

    void write(Path directory) throws IOException {
        JsonFiles.write(file(directory, name), this);
    }

    static Path file(Path directory, String name) {
        return directory.resolve(name + ".json");
    }

    private static Instant started(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
