package dev.holdfast.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.cli.cluster.NoLocalCluster;
import dev.holdfast.cli.session.LocalCluster;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.testing.Database;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Runs commands within this process, against one database, and keeps what they write. */
record Cli(Map<String, String> environment, String input, boolean interactive, Path directory, LocalCluster cluster) {
    private static final JsonMapper MAPPER = new JsonMapper();

    static Cli at(Database database) {
        return at(database.settings());
    }

    static Cli at(ConnectionSettings settings) {
        return new Cli(Map.of("HOLDFAST_URL", settings.url(), "HOLDFAST_USER", Objects.toString(settings.user(), ""),
                "PGPASSWORD", Objects.toString(settings.password(), "")), "", false, Path.of("/srv/repositories"),
                new NoLocalCluster());
    }

    /** Nothing is named, so it is the local cluster. */
    static Cli local(LocalCluster cluster) {
        return new Cli(Map.of(), "", false, Path.of("/"), cluster);
    }

    /** A person who types this. */
    Cli typing(String text) {
        return new Cli(environment, text, true, directory, cluster);
    }

    /** A pipe that holds this. */
    Cli piping(String text) {
        return new Cli(environment, text, false, directory, cluster);
    }

    /** Called in this directory. */
    Cli in(Path place) {
        return new Cli(environment, input, interactive, place, cluster);
    }

    /** With one more variable in its environment. */
    Cli with(String variable, String value) {
        var all = new HashMap<>(environment);
        all.put(variable, value);
        return new Cli(all, input, interactive, directory, cluster);
    }

    Result run(String... args) {
        return start(new Streams(), args);
    }

    /** As {@link #run}, while another thread may look at the streams. */
    Result start(Streams streams, String... args) {
        var terminal = new Terminal(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                streams.print(streams.out), streams.print(streams.err), environment, directory, interactive,
                interactive ? 100 : Terminal.UNLIMITED);
        int code = Main.run(terminal, cluster, args);
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
