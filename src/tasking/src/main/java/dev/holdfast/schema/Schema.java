package dev.holdfast.schema;

import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.DatabaseError;
import dev.holdfast.database.Failures;
import dev.holdfast.database.Refused;
import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the schema {@code holdfast} to the version that this program knows. Any number of processes may do so at once:
 * the migrations run under a lock, and who comes second finds them done.
 */
public final class Schema {
    /** The newest migration in this program; a test holds it to the resources. */
    public static final int VERSION = 19;
    /** The oldest major version of PostgreSQL that has what the schema needs. */
    public static final int OLDEST_SERVER = 14;
    private static final String HISTORY = "migrations";

    private Schema() {}

    /**
     * Checks the server and applies what is missing; does nothing but one query where nothing is.
     *
     * @throws Refused when the server is older than PostgreSQL 14, or the schema newer than this program
     */
    public static void ensure(ConnectionSettings settings) {
        try (Connection connection = settings.open("holdfast schema")) {
            ensure(settings, connection);
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }

    /** The same for one who has a connection open, on which the query is made. */
    public static void ensure(ConnectionSettings settings, Connection connection) throws SQLException {
        if (knownVersion(connection) < VERSION) {
            migrate(settings);
        }
    }

    /**
     * Checks the same, and changes nothing.
     *
     * @throws Refused also when the schema is missing or older than this program
     */
    public static void check(Connection connection) throws SQLException {
        int found = knownVersion(connection);
        if (found < VERSION) {
            throw new Refused(found == 0
                    ? "there is no schema holdfast in this database"
                    : "the schema holdfast has version %d, this program needs %d".formatted(found, VERSION),
                    "Check the address, or let the owner bring it up to date: holdfast list --url ADDRESS.");
        }
    }

    private static int knownVersion(Connection connection) throws SQLException {
        refuseOldServer(connection);
        int found = version(connection);
        if (found > VERSION) {
            throw new Refused(
                    "the schema holdfast has version %d, this program knows up to %d".formatted(found, VERSION),
                    "Use the newer Holdfast that made it; an older one could damage it.");
        }
        return found;
    }

    /** The version of the schema in this database; 0 where there is none. */
    public static int version(Connection connection) throws SQLException {
        Integer version = Sql.value(connection, Integer.class, """
                SELECT CASE WHEN to_regclass('holdfast.migrations') IS NULL THEN 0
                            ELSE (xpath('/row/v/text()', query_to_xml(
                                'SELECT COALESCE(max(version::integer), 0) AS v FROM holdfast.migrations WHERE success',
                                true, true, '')))[1]::text::integer END
                """);
        return version == null ? 0 : version;
    }

    private static void refuseOldServer(Connection connection) throws SQLException {
        int server = connection.getMetaData().getDatabaseMajorVersion();
        if (server < OLDEST_SERVER) {
            throw new Refused("this server is PostgreSQL " + server,
                    "Holdfast needs PostgreSQL %d or newer.".formatted(OLDEST_SERVER));
        }
    }

    private static void migrate(ConnectionSettings settings) {
        Properties properties = settings.properties();
        properties.setProperty("ApplicationName", "holdfast schema");
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(new PropertiesDataSource(settings.driverUrl(), properties))
                    .schemas("holdfast")
                    .table(HISTORY)
                    .locations("classpath:dev/holdfast/schema")
                    .validateMigrationNaming(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw Failures.translate(cause);
            }
            throw new DatabaseError("the schema holdfast could not be migrated: " + e.getMessage(), null, e);
        }
    }
}
