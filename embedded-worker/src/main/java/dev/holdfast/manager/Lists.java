package dev.holdfast.manager;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The lists of task ids in Redis: that of the manager, and one for each worker. First in, first out. Thread-safe; each call
 * throws {@link JedisException} when Redis does not answer.
 */
public final class Lists implements AutoCloseable {
    /** How long a call waits for an entry: so long may an end have to wait for it. */
    private static final double PATIENCE_SECONDS = 0.25;
    private static final int AT_ONCE = 1000;

    private final RedisClient redis;
    private final String prefix;

    private Lists(RedisClient redis, String prefix) {
        this.redis = redis;
        this.prefix = prefix;
    }

    /** Does not connect yet. */
    static Lists at(RedisAddress address, Map<String, String> environment, String prefix) {
        return new Lists(RedisClient.builder()
                .hostAndPort(address.hostAndPort())
                .clientConfig(address.config(environment))
                .build(), prefix);
    }

    /**
     * Asks for a sign of life.
     *
     * @throws JedisException when it gives none, with the reason
     */
    public static void check(RedisAddress address, Map<String, String> environment) {
        try (Lists lists = at(address, environment, "")) {
            lists.redis.ping();
        }
    }

    String ofManager() {
        return prefix + "resource-manager";
    }

    String ofWorker(int worker) {
        return prefix + "worker:" + worker;
    }

    void append(String list, List<Long> tasks) {
        for (int i = 0; i < tasks.size(); i += AT_ONCE) {
            redis.rpush(list, tasks.subList(i, Math.min(tasks.size(), i + AT_ONCE))
                    .stream()
                    .map(String::valueOf)
                    .toArray(String[]::new));
        }
    }

    /** It was taken by mistake. */
    void putBack(String list, long task) {
        redis.lpush(list, Long.toString(task));
    }

    /** Takes the first, waiting a moment for it. */
    Optional<Long> take(String list) {
        var taken = redis.blpop(PATIENCE_SECONDS, list);
        return taken == null ? Optional.empty() : Optional.of(Long.valueOf(taken.getValue()));
    }

    List<Long> content(String list) {
        return redis.lrange(list, 0, -1).stream().map(Long::valueOf).toList();
    }

    void remove(String list) {
        redis.del(list);
    }

    @Override
    public void close() {
        redis.close();
    }
}
