package dev.holdfast.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.database.DatabaseError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedClusterTest {
    @Test
    void whoseServerHasEndedLeavesTheNextOneAlone(@TempDir Path home) {
        var cluster = new EmbeddedCluster(Map.of("HOLDFAST_HOME", home.toString()));
        var first = cluster.up(0, null, null);
        cluster.down();
        assertThat(first.isAlive()).isFalse();

        try (var second = cluster.up(0, null, null)) {
            first.close();
            assertThat(second.isAlive()).isTrue();
        }
        assertThat(cluster.status()).isEmpty();
    }

    @Test
    void theServerStopsAgainWhereWorkersCannotBeStarted(@TempDir Path home) throws IOException {
        var cluster = new EmbeddedCluster(Map.of("HOLDFAST_HOME", home.toString()));
        Files.writeString(home.resolve("workers"), "where their files are to be");
        assertThatThrownBy(() -> cluster.up(1, null, null)).isInstanceOf(DatabaseError.class)
                .hasMessageContaining("workers");
        assertThat(cluster.status()).isEmpty();
    }
}
