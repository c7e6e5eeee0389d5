package dev.holdfast.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.cluster.files.PrivateFiles;
import dev.holdfast.cluster.postgres.SharedBinaries;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.DatabaseError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Where a local cluster lives, and who else may come to it there. */
class ClusterHomeTest {
    @TempDir(cleanup = CleanupMode.NEVER)
    private Path directory;

    @Test
    void theHomeIsTheNamedOneOrTheUsersOwn() {
        assertThat(LocalCluster.ofUser(Map.of("HOLDFAST_HOME", directory.toString())).home()).isEqualTo(directory);
        Path own = LocalCluster.ofUser(Map.of("HOLDFAST_HOME", "")).home();
        assertThat(own).isAbsolute().isEqualTo(LocalCluster.ofUser(Map.of()).home());
        assertThat(own.toString()).containsIgnoringCase("holdfast");
    }

    @Test
    void lookingForAClusterMakesNone() {
        LocalCluster nowhere = LocalCluster.in(directory.resolve("nowhere"));
        assertThat(nowhere.running()).isEmpty();
        assertThat(nowhere.serverPid()).isZero();
        assertThat(nowhere.home()).doesNotExist();
    }

    @Test
    void anotherProcessJoinsTheServerThatRunsAndMayStopIt() throws Exception {
        LocalCluster cluster = LocalCluster.in(directory.resolve("shared"));
        SharedBinaries.linkInto(cluster.home());
        try {
            ConnectionSettings settings = cluster.startOrJoin(0);
            long server = cluster.serverPid();
            assertThat(inAnotherProcess("join", cluster.home())).isEqualTo(settings.url() + " " + server);
            assertThat(cluster.serverPid()).isEqualTo(server);
            assertThat(inAnotherProcess("stop", cluster.home())).isEqualTo("true");
            assertThat(cluster.running()).isEmpty();
        } finally {
            cluster.stop();
            PrivateFiles.deleteTree(directory);
        }
    }

    @Test
    void dataOfAnotherMajorVersionAreRefusedAndLeftAlone() throws IOException {
        LocalCluster cluster = LocalCluster.in(directory.resolve("old"));
        SharedBinaries.linkInto(cluster.home());
        try {
            cluster.startOrJoin(0);
            cluster.stop();
            Path version = cluster.home().resolve("data/PG_VERSION");
            String kept = Files.readString(version);
            Files.writeString(version, "9\n");
            assertThatThrownBy(() -> cluster.startOrJoin(0)).isInstanceOf(DatabaseError.class)
                    .hasMessageContaining("are those of PostgreSQL 9")
                    .hasMessageContaining("brings " + kept.strip());
            Files.writeString(version, kept);
            assertThat(cluster.startOrJoin(0).password()).isNotEmpty();
        } finally {
            cluster.stop();
            PrivateFiles.deleteTree(directory);
        }
    }

    private static String inAnotherProcess(String what, Path home) throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), OtherProgram.class.getName(), what, home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
            await().atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive());
            return said;
        }
    }

    /** A second program of the same user. */
    static final class OtherProgram {
        private OtherProgram() {}

        public static void main(String[] arguments) {
            LocalCluster cluster = LocalCluster.in(Path.of(arguments[1]));
            System.out.println(arguments[0].equals("join")
                    ? cluster.startOrJoin(0).url() + " " + cluster.serverPid()
                    : String.valueOf(cluster.stop()));
        }
    }
}
