package dev.holdfast.benchmark.soak.faults;

import java.io.IOException;
import java.sql.SQLException;

/** One way to strike. */
@FunctionalInterface
interface Fault {
    /** @return whether there was something to strike at */
    boolean strike() throws IOException, SQLException, InterruptedException;
}
