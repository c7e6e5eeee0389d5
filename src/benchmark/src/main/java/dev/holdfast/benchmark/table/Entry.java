package dev.holdfast.benchmark.table;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** One or more rows of the table that are measured together, on beds of their own. */
public interface Entry {
    /** All its rows, in order. */
    List<Promise> promises();

    /**
     * Measures rows; each that is wanted is in the answer, measured or not.
     *
     * @param wanted ids of promises; others may be left out
     */
    List<Row> measure(Scale scale, Set<String> wanted) throws IOException, SQLException, InterruptedException;
}
