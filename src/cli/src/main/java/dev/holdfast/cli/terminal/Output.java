package dev.holdfast.cli.terminal;

import java.util.Collection;
import picocli.CommandLine.Option;

/** For whom a command writes its results; the option {@code --json} of every command that reads. */
public final class Output {
    @Option(names = "--json", description = "One JSON document on standard output, for programs.")
    private boolean json;

    public boolean isJson() {
        return json;
    }

    /**
     * Writes a result.
     *
     * @param document for programs: what Jackson makes JSON of
     * @param people   writes the same for people
     */
    public void print(Terminal terminal, Object document, Runnable people) {
        if (json) {
            terminal.out().println(Json.write(document));
        } else {
            people.run();
        }
    }

    /** A table, or on standard error the words for an empty one. */
    public void print(Terminal terminal, Collection<?> document, Table table, String whenEmpty) {
        print(terminal, document, () -> {
            if (document.isEmpty()) {
                terminal.say(whenEmpty);
            } else {
                table.print(terminal);
            }
        });
    }
}
