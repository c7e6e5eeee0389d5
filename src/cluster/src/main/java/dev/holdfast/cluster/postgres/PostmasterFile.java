package dev.holdfast.cluster.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a running server tells of itself in its data directory. After a power cut or a SIGKILL the file stays behind, and
 * its process id may meanwhile be anybody's.
 *
 * @param pid the postmaster's process
 */
record PostmasterFile(Path data, long pid, Instant started) {
    static Optional<PostmasterFile> read(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.size() < 3
                    ? Optional.empty()
                    : Optional.of(new PostmasterFile(data, Long.parseLong(lines.getFirst().strip()),
                            Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (NumberFormatException e) {
            throw new IOException(file + " is damaged; delete it if no PostgreSQL runs on this directory", e);
        }
    }

    Path file() {
        return data.resolve("postmaster.pid");
    }

    /** Whether the process exists and is a PostgreSQL server of this directory. */
    boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::info)
                .filter(this::isPostgres)
                .isPresent();
    }

    private boolean isPostgres(ProcessHandle.Info info) {
        boolean program = info.command()
                .map(command -> Path.of(command).getFileName().toString())
                .filter(name -> name.startsWith("postgres"))
                .isPresent();
        // Windows does not tell the arguments of another process; then the program's name must do.
        return program && info.arguments()
                .map(List::of)
                .map(arguments -> arguments.contains(data.toString()))
                .orElse(true);
    }
}
