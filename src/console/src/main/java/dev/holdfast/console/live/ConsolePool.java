package dev.holdfast.console.live;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.database.ConnectionSettings;
import dev.holdfast.database.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;

/** The console's connections: two at most, one that reads and one for what a person asks for. Thread-safe. */
public final class ConsolePool implements ConnectionSource, AutoCloseable {
    private static final int CONNECTIONS = 2;
    private static final long GIVE_UP_MILLIS = 2_000;
    private static final String SILENCE_SECONDS = "10";
    /** Before the client gives up: a session that the client has left would go on waiting for its lock. */
    private static final String LIMITS = "SET statement_timeout = '8s'; SET lock_timeout = '5s'";

    private final HikariDataSource pool;

    /** Opens nothing yet. */
    public ConsolePool(ConnectionSettings settings) {
        this(settings, false);
    }

    /** @param readOnly whether the server is to refuse whatever changes something */
    public ConsolePool(ConnectionSettings settings, boolean readOnly) {
        var config = new HikariConfig();
        Properties properties = settings.properties();
        properties.setProperty("ApplicationName", "holdfast console");
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", SILENCE_SECONDS);
        config.setPoolName("holdfast-console");
        config.setJdbcUrl(settings.driverUrl());
        config.setDataSourceProperties(properties);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(GIVE_UP_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql(LIMITS + language()
                + (readOnly ? "; SET default_transaction_read_only = on" : ""));
        pool = new HikariDataSource(config);
    }

    /** That of the window, for what the server says of a waiting task. */
    private static String language() {
        String language = Locale.getDefault().getLanguage();
        return language.equals("en") ? "" : "; SET holdfast.language = '%s'".formatted(language);
    }

    @Override
    public Connection get() throws SQLException {
        return pool.getConnection();
    }

    /** Waits for what is under way, for seconds at most. */
    @Override
    public void close() {
        pool.close();
    }
}
