package dev.holdfast.console;

import dev.holdfast.console.overview.History;
import dev.holdfast.console.travel.Recording;
import dev.holdfast.console.travel.RecordingFile;
import dev.holdfast.database.InvalidInput;
import java.nio.file.Path;

/**
 * What a console shows that has no database: a recording, and what its charts show.
 *
 * @param name of the file
 */
record Replay(String name, Recording recording, History history) {
    /** @throws InvalidInput when the file is no recording, a damaged one, or one of a newer Holdfast */
    static Replay open(Path file) {
        var history = new History();
        Recording recording = RecordingFile.open(file, history::add);
        return new Replay(String.valueOf(file.getFileName()), recording, history);
    }
}
