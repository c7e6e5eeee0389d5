package dev.holdfast.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a database. The password is kept apart from the address and never printed; without one the driver looks
 * into {@code ~/.pgpass}.
 *
 * @param url the JDBC address, without user and password; its parameters ({@code sslmode} and so on) are passed through. The
 *            password of a key, {@code sslpassword}, is in it: for the driver, which logs addresses, take {@link #driverUrl}
 */
public record ConnectionSettings(String url, @Nullable String user, @Nullable String password) {
    private static final Pattern SECRET = Pattern.compile("([?&](?:user|password|sslpassword)=)[^&\\s]*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CREDENTIALS = Pattern.compile("//[^/@\\s]*:\\S*@");
    private static final int CONNECT_SECONDS = 10;

    /**
     * Understands {@code postgresql://user:password@host:port/database?…} and {@code jdbc:postgresql://…}.
     *
     * @throws InvalidInput where it is neither; the message never shows a password
     */
    public static ConnectionSettings parse(String address) {
        String plain = address.startsWith("jdbc:") ? address.substring("jdbc:".length()) : address;
        plain = plain.replaceFirst("^postgres://", "postgresql://");
        if (!plain.startsWith("postgresql://")) {
            throw new InvalidInput("this is not the address of a PostgreSQL database: " + withoutPasswords(address),
                    "Write postgresql://user@host:5432/database, and the password into PGPASSWORD or ~/.pgpass.");
        }
        String rest = plain.substring("postgresql://".length());
        int at = rest.lastIndexOf('@', endOfHost(rest));
        String user = at < 0 ? null : rest.substring(0, at);
        String password = null;
        if (user != null && user.contains(":")) {
            password = decode(user.substring(user.indexOf(':') + 1));
            user = user.substring(0, user.indexOf(':'));
        }
        String target = rest.substring(at + 1);
        return new ConnectionSettings("jdbc:postgresql://" + withoutSecrets(target),
                user != null ? decode(user) : parameter(target, "user"),
                password != null ? password : parameter(target, "password"));
    }

    /**
     * The same; the environment adds what the address does not say: the user from {@code HOLDFAST_USER} or
     * {@code PGUSER}, the password from {@code PGPASSWORD}. An empty variable counts as unset.
     */
    public static ConnectionSettings parse(String address, Map<String, String> environment) {
        ConnectionSettings named = parse(address);
        String user = named.user != null ? named.user : firstOf(environment, "HOLDFAST_USER", "PGUSER");
        String password = named.password != null ? named.password : firstOf(environment, "PGPASSWORD");
        return new ConnectionSettings(named.url, user, password);
    }

    /**
     * The same for an address that was an argument of this process, which every user of the machine can read.
     *
     * @throws InvalidInput where there is a password in it
     */
    public static ConnectionSettings parseArgument(String address, Map<String, String> environment) {
        if (parse(address).password() != null || address.matches("(?i).*[?&]sslpassword=.*")) {
            throw new InvalidInput("there is a password in the address " + withoutPasswords(address),
                    "Every user of this machine can read arguments, and shells remember them: change that password, and write "
                            + "the new one into PGPASSWORD or ~/.pgpass, or the whole address into HOLDFAST_URL.");
        }
        return parse(address, environment);
    }

    private static @Nullable String firstOf(Map<String, String> environment, String... variables) {
        return Stream.of(variables)
                .map(environment::get)
                .filter(value -> value != null && !value.isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static String withoutSecrets(String target) {
        String[] parts = target.split("\\?", 2);
        if (parts.length == 1) {
            return target;
        }
        String kept = Stream.of(parts[1].split("&"))
                .filter(parameter -> !parameter.matches("(?i)(user|password)=.*"))
                .collect(Collectors.joining("&"));
        return kept.isEmpty() ? parts[0] : parts[0] + "?" + kept;
    }

    public ConnectionSettings withUser(@Nullable String user) {
        return user == null ? this : new ConnectionSettings(url, user, password);
    }

    public ConnectionSettings withPassword(@Nullable String password) {
        return password == null ? this : new ConnectionSettings(url, user, password);
    }

    /**
     * Opens a connection of its own, outside any pool.
     *
     * @param applicationName shown in {@code pg_stat_activity}
     * @throws SQLException as the driver reports it; {@link Failures#translate} makes it readable
     */
    public Connection open(String applicationName) throws SQLException {
        return open(applicationName, properties());
    }

    /**
     * Opens a connection like {@link #open(String)}, for those who must know soon whether the server answers.
     *
     * @param patience until the session is ready to use, in whole seconds
     */
    public Connection open(String applicationName, Duration patience) throws SQLException {
        Properties properties = properties();
        properties.setProperty("connectTimeout", Long.toString(patience.toSeconds()));
        properties.setProperty("loginTimeout", Long.toString(patience.toSeconds()));
        return open(applicationName, properties);
    }

    private Connection open(String applicationName, Properties properties) throws SQLException {
        properties.setProperty("ApplicationName", applicationName);
        return DriverManager.getConnection(driverUrl(), properties);
    }

    /** The JDBC address without any secret; what is missing is in {@link #properties}. */
    public String driverUrl() {
        return url.replaceAll("(?i)(?<=[?&])sslpassword=[^&]*&?", "").replaceAll("[?&]$", "");
    }

    /** User, passwords and time-outs, as the driver and pools take them. */
    public Properties properties() {
        var properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        String ofKey = parameter(url, "sslpassword");
        if (ofKey != null) {
            properties.setProperty("sslpassword", ofKey);
        }
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    /** As other programs and {@code --url} take it, without the password. */
    public String address() {
        String plain = driverUrl().substring("jdbc:".length());
        return user == null ? plain : plain.replaceFirst("//", "//" + user + "@");
    }

    /** For people: the address without any password. */
    @Override
    public String toString() {
        return (user == null ? "" : user + " at ") + withoutPasswords(driverUrl().substring("jdbc:".length()));
    }

    /** Any text with the passwords of addresses in it made unreadable. */
    public static String withoutPasswords(String text) {
        return CREDENTIALS.matcher(SECRET.matcher(text).replaceAll("$1***")).replaceAll("//***@");
    }

    private static int endOfHost(String rest) {
        int slash = rest.indexOf('/');
        int query = rest.indexOf('?');
        return slash >= 0 && rest.indexOf('@', slash) < 0 ? slash : query >= 0 ? query : rest.length();
    }

    private static @Nullable String parameter(String query, String name) {
        Matcher matcher = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(query);
        return matcher.find() ? decode(matcher.group(1)) : null;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
