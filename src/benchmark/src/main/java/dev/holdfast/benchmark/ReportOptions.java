package dev.holdfast.benchmark;

import dev.holdfast.cluster.files.JsonFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What all measurements have in common on the command line. */
final class ReportOptions {
    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures into this file too.")
    private @Nullable Path json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this.")
    private boolean help;

    void write(Record report) throws IOException {
        if (json != null) {
            JsonFiles.write(json.toAbsolutePath(), report);
        }
    }
}
