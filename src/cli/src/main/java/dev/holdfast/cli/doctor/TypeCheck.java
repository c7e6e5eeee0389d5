package dev.holdfast.cli.doctor;

import dev.holdfast.changeover.TypeState;
import dev.holdfast.changeover.WorkerType;
import dev.holdfast.cli.terminal.Times;
import java.sql.Connection;
import java.sql.SQLException;

/** Whether tasks are started, and in the way that is to stay. */
final class TypeCheck implements Check {
    @Override
    public Finding look(Connection connection) throws SQLException {
        TypeState state = TypeState.read(connection);
        if (!state.intake()) {
            return Finding.warn(
                    "no tasks are started since %s, by %s".formatted(Times.local(state.changedAt()), state.changedBy()),
                    state.target() == null
                            ? "holdfast resume lets them start."
                            : "A switch to %s is under way; if nobody is at it: holdfast switch %s goes on, holdfast resume back."
                                    .formatted(state.target().word(), state.target().word()));
        }
        return state.type() == WorkerType.MANAGER
                ? Finding.warn("manager, which is deprecated", "holdfast switch advisory leaves it.")
                : Finding.ok("advisory");
    }
}
