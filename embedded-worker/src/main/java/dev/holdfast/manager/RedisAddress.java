package dev.holdfast.manager;

import dev.holdfast.database.InvalidInput;
import dev.holdfast.database.Refused;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Where the manager's Redis is: {@code redis://[user@]host[:port][/database]}, or {@code rediss://} for TLS, with a
 * certificate that Java trusts and that is of this host. It stands in the database for all to read, so it holds no password; that comes
 * from {@code HOLDFAST_REDIS_PASSWORD}.
 */
public record RedisAddress(URI uri) {
    private static final String PASSWORD = "HOLDFAST_REDIS_PASSWORD";
    private static final String DATABASE_PASSWORD = "PGPASSWORD";
    private static final int DEFAULT_PORT = 6379;
    private static final int CONNECT_MILLIS = 3000;
    private static final int ANSWER_MILLIS = 5000;
    /** The certificate is to be trusted and to be that of the host; by default the client would not look at its name. */
    private static final SslOptions FULL = SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build();

    /** @throws InvalidInput with what is wrong; the text is not repeated, for it may hold a password */
    public static RedisAddress parse(String text) {
        URI uri;
        try {
            uri = new URI(text.contains("://") ? text : "redis://" + text);
        } catch (URISyntaxException e) {
            throw new InvalidInput("the address of Redis cannot be read", "Give it as redis://host:6379.");
        }
        if (!"redis".equals(uri.getScheme()) && !"rediss".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new InvalidInput("the address of Redis names no host", "Give it as redis://host:6379.");
        }
        if (uri.getUserInfo() != null && uri.getUserInfo().contains(":")) {
            throw new InvalidInput("the address of Redis holds a password, and every user could read it",
                    "Leave it away there, and put it into " + PASSWORD + ".");
        }
        return new RedisAddress(uri);
    }

    /**
     * Reads an address and asks what is there for a sign of life.
     *
     * @param databasePassword that of the database it belongs to, where the environment does not have it; null for none
     * @throws InvalidInput as {@link #parse} does
     * @throws Refused      when it does not answer, with the reason
     */
    public static RedisAddress reachable(String text, Map<String, String> environment,
            @Nullable String databasePassword) {
        RedisAddress address = parse(text);
        var known = new HashMap<>(environment);
        if (databasePassword != null) {
            known.putIfAbsent(DATABASE_PASSWORD, databasePassword);
        }
        try {
            Lists.check(address, known);
            return address;
        } catch (JedisException e) {
            throw new Refused("%s does not answer: %s".formatted(address, e.getMessage()),
                    "Its password is to be in " + PASSWORD + ".");
        }
    }

    /** How to get there from this process. The password of a local cluster's Redis follows from that of its database. */
    JedisClientConfig config(Map<String, String> environment) {
        String password = password(environment);
        String path = uri.getPath();
        return DefaultJedisClientConfig.builder()
                .user(uri.getUserInfo())
                .password(password)
                .sslOptions("rediss".equals(uri.getScheme()) ? FULL : null)
                .database(path == null || path.length() < 2 ? 0 : Integer.parseInt(path.substring(1)))
                .connectionTimeoutMillis(CONNECT_MILLIS)
                .socketTimeoutMillis(ANSWER_MILLIS)
                .clientName("holdfast")
                .build();
    }

    HostAndPort hostAndPort() {
        return new HostAndPort(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
    }

    private @Nullable String password(Map<String, String> environment) {
        String given = environment.get(PASSWORD);
        if (given != null) {
            return given;
        }
        String ofDatabase = environment.get(DATABASE_PASSWORD);
        return ofDatabase != null && isLoopback() ? derived(ofDatabase) : null;
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(uri.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The password of the Redis that belongs to a database: nobody who learns it knows the other one. */
    public static String derived(String databasePassword) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(databasePassword.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal("holdfast redis".getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
