package dev.holdfast.benchmark;

import dev.holdfast.benchmark.bed.Bed;
import dev.holdfast.benchmark.figures.Figure;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A test on a cluster as figures are taken on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BedTest {
    protected Bed bed;

    @BeforeAll
    void open() throws IOException, SQLException {
        bed = Bed.open();
    }

    @AfterAll
    void close() {
        bed.close();
    }

    protected static Figure one(List<Figure> figures, String id) {
        return figures.stream().filter(figure -> figure.id().equals(id)).findFirst().orElseThrow();
    }
}
