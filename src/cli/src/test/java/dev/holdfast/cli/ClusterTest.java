package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.cli.Cli.Result;
import dev.holdfast.cli.Cli.Streams;
import dev.holdfast.cli.session.LocalCluster;
import dev.holdfast.database.ConnectionSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The commands, over a cluster whose server is that of the tests. */
class ClusterTest {
    private final TestCluster cluster = new TestCluster(SharedDatabase.cleared().settings());
    private final Cli cli = Cli.local(cluster);

    @Test
    void withoutAnAddressItIsTheLocalClusterWhichIsStarted() {
        Result result = cli.run("submit", "nap");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).isEqualTo("""
                started the local cluster; holdfast down stops it
                no worker is running: holdfast up --workers 4
                """);
        assertThat(cli.run("list").err()).as("it runs by now").doesNotContain("started");
    }

    @Test
    void upPrintsTheAddressAndStopsAllWhenItIsTold() throws Exception {
        var streams = new Streams();
        var result = new FutureTask<>(() -> cli.start(streams, "up", "--workers", "3"));
        Thread up = Thread.ofPlatform().start(result);
        await().until(() -> streams.err().contains("ready"));
        assertThat(streams.out()).matches("postgresql://[^:@]+@[^@]+\n").doesNotContain("jdbc");
        assertThat(streams.err()).contains("PGPASSFILE=/data/pgpass");
        assertThat(cluster.workers).isEqualTo(3);
        up.interrupt();
        assertThat(result.get().code()).isZero();
        assertThat(cluster.running).isFalse();
    }

    @Test
    void upEndsWhenTheServerDoes() {
        cluster.dies = true;
        Result result = cli.run("up");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("holdfast: the server has ended");
        assertThat(cluster.running).isFalse();
    }

    @Test
    void upRefusesNumbersThatAreNone() {
        assertThat(cli.run("up", "--workers", "-1").err()).contains("--workers is -1", "from 0 to 256");
        assertThat(cli.run("up", "--port", "70000").code()).isEqualTo(2);
        assertThat(cluster.running).isFalse();
    }

    @Test
    void statusTellsWhatRuns() {
        Result nothing = cli.run("status");
        assertThat(nothing.code()).isEqualTo(4);
        assertThat(nothing.err()).contains("no local cluster is running");
        cli.run("list");
        assertThat(cli.run("status").out()).contains("url        postgresql://", "workers    none", "data       /data");
        JsonNode status = cli.run("status", "--json").json();
        assertThat(status.fieldNames()).toIterable()
                .containsExactlyInAnyOrder("url", "data", "password_file", "pid", "workers", "worker_type", "intake",
                        "switches_to");
        assertThat(status.path("password_file").asText()).as("as a shell takes it").isEqualTo("/data/pgpass");
    }

    @Test
    void downStopsWhatRuns() {
        assertThat(cli.run("down").err()).isEqualTo("no local cluster was running\n");
        cli.run("list");
        assertThat(cli.run("down").err()).isEqualTo("the local cluster has stopped\n");
        assertThat(cli.run("status").code()).isEqualTo(4);
    }

    private static final class TestCluster implements LocalCluster {
        private final ConnectionSettings settings;
        private boolean running;
        private boolean dies;
        private int workers;

        TestCluster(ConnectionSettings settings) {
            this.settings = settings;
        }

        @Override
        public Joined join() {
            boolean started = !running;
            running = true;
            return new Joined(settings, started);
        }

        @Override
        public Running up(int count, @Nullable Path data, @Nullable Integer port) {
            running = true;
            workers = count;
            return new TestRunning();
        }

        @Override
        public boolean down() {
            boolean ran = running;
            running = false;
            return ran;
        }

        @Override
        public String redis() {
            throw new UnsupportedOperationException("no Redis in this test");
        }

        @Override
        public Optional<Status> status() {
            return running
                    ? Optional.of(new Status(settings, Path.of("/data"), Path.of("/data/pgpass"), 1, List.of()))
                    : Optional.empty();
        }

        private final class TestRunning implements Running {
            @Override
            public ConnectionSettings settings() {
                return settings;
            }

            @Override
            public Path passwordFile() {
                return Path.of("/data/pgpass");
            }

            @Override
            public boolean isAlive() {
                return !dies;
            }

            @Override
            public void close() {
                running = false;
            }
        }
    }
}
