package dev.holdfast.database;

import java.net.UnknownHostException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Turns what the driver throws into what a person can act on. */
public final class Failures {
    private Failures() {}

    /** Never returns null; keeps the original as the cause. */
    public static HoldfastException translate(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String message = message(failure);
        return switch (state) {
            case "HF001" -> new InvalidInput(message, hint(failure), failure);
            case "22P02", "22P05", "22021", "22003" -> new InvalidInput(withDetail(failure), hint(failure), failure);
            case "28P01", "28000" -> new NoConnection(message,
                    "Check user and password: PGPASSWORD, ~/.pgpass, or the server's pg_hba.conf.", failure);
            case "3D000" ->
                new NoConnection(message, "Create the database first, or name another one in the address.", failure);
            case "42501" -> new Refused(message, MissingRight.hint(message, routine(failure)), failure);
            case "3F000", "42883", "42P01" -> new Refused(message,
                    "The schema holdfast is missing or incomplete: start a worker, or run holdfast doctor.", failure);
            case "55P03" -> new DatabaseError("somebody keeps a lock on what is needed: " + message,
                    "It goes on when that session ends its transaction; pg_blocking_pids tells which it is.", failure);
            case "57014" ->
                new DatabaseError("the statement took too long and was given up: " + message, null, failure);
            default -> isConnectionLoss(state)
                    ? new NoConnection(message, "Check that the server runs and can be reached.", failure)
                    : new DatabaseError(message, hint(failure), failure);
        };
    }

    /** True when the connection is of no further use. */
    public static boolean isConnectionLoss(SQLException failure) {
        return failure.getSQLState() != null && isConnectionLoss(failure.getSQLState());
    }

    private static boolean isConnectionLoss(String state) {
        return state.startsWith("08") || state.startsWith("57P") || state.equals("53300") || state.equals("25P03");
    }

    private static String message(SQLException failure) {
        if (failure.getCause() instanceof UnknownHostException unknown) {
            return "there is no host " + unknown.getMessage();
        }
        ServerErrorMessage server = server(failure);
        String text = server == null ? failure.getMessage() : server.getMessage();
        return text == null ? failure.toString() : text;
    }

    private static String withDetail(SQLException failure) {
        ServerErrorMessage server = server(failure);
        String detail = server == null ? null : server.getDetail();
        return (detail == null ? message(failure) : message(failure) + ": " + detail) + json(server);
    }

    /** Of what is no JSON the line that is not. */
    private static String json(@Nullable ServerErrorMessage server) {
        String where = server == null || server.getWhere() == null ? "" : server.getWhere();
        return where.startsWith("JSON data") ? " (%s)".formatted(where.lines().findFirst().orElse(where)) : "";
    }

    private static @Nullable String hint(SQLException failure) {
        ServerErrorMessage server = server(failure);
        return server == null ? null : server.getHint();
    }

    private static String routine(SQLException failure) {
        ServerErrorMessage server = server(failure);
        return server == null || server.getRoutine() == null ? "" : server.getRoutine();
    }

    private static @Nullable ServerErrorMessage server(SQLException failure) {
        return failure instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    }
}
