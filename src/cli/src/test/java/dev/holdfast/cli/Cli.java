package dev.holdfast.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.database.Refused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Runs commands within this process, against one database, and keeps what they write. */
record Cli(Map<String, String> environment, String input, boolean interactive, Path directory) {
    private static final JsonMapper MAPPER = new JsonMapper();

    static Cli at(String url) {
        return new Cli(Map.of("HOLDFAST_URL", url), "", false, Path.of("/srv/repositories"));
    }

    /** A person who types this. */
    Cli typing(String text) {
        return new Cli(environment, text, true, directory);
    }

    /** A pipe that holds this. */
    Cli piping(String text) {
        return new Cli(environment, text, false, directory);
    }

    Result run(String... args) {
        return start(new Streams(), args);
    }

    /** As {@link #run}, while another thread may look at the streams. */
    Result start(Streams streams, String... args) {
        var terminal = new Terminal(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                streams.print(streams.out), streams.print(streams.err), environment, directory, interactive,
                interactive ? 100 : Terminal.UNLIMITED);
        int code = Main.run(terminal, () -> {
            throw new Refused("no local cluster in this test", null);
        }, args);
        return new Result(code, streams.out(), streams.err());
    }

    /** Where a command writes to. */
    static final class Streams {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();

        String out() {
            return out.toString(StandardCharsets.UTF_8);
        }

        String err() {
            return err.toString(StandardCharsets.UTF_8);
        }

        private PrintStream print(ByteArrayOutputStream to) {
            return new PrintStream(to, true, StandardCharsets.UTF_8);
        }
    }

    /** What became of a command. */
    record Result(int code, String out, String err) {
        /** The id that {@code submit} printed. */
        long id() {
            return Long.parseLong(out.lines().findFirst().orElseThrow());
        }

        JsonNode json() {
            try {
                return MAPPER.readTree(out);
            } catch (JsonProcessingException e) {
                throw new AssertionError("not one JSON document: " + out, e);
            }
        }
    }
}
