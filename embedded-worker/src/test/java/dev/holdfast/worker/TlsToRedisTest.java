package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.database.Refused;
import dev.holdfast.manager.RedisAddress;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis behind TLS: who it is counts, not only that nobody listens. */
class TlsToRedisTest {
    private static final String TRUSTED = "javax.net.ssl.trustStore";
    private static final Map<String, String> ENVIRONMENT = Map.of("HOLDFAST_REDIS_PASSWORD", Redis.PASSWORD);

    @TempDir
    private Path directory;
    private Redis redis;
    private TlsProxy proxy;

    @BeforeEach
    void start() throws Exception {
        redis = new Redis();
        proxy = new TlsProxy(redis.port(), directory);
    }

    @AfterEach
    void stop() throws Exception {
        System.clearProperty(TRUSTED);
        System.clearProperty(TRUSTED + "Password");
        proxy.close();
        redis.close();
    }

    private RedisAddress reach(String host) {
        return RedisAddress.reachable("rediss://%s:%d".formatted(host, proxy.port()), ENVIRONMENT, null);
    }

    private void trust() {
        System.setProperty(TRUSTED, proxy.keyStore().toString());
        System.setProperty(TRUSTED + "Password", TlsProxy.PASSWORD);
    }

    @Test
    void aCertificateThatIsTrustedAndOfThisHostIsEnough() {
        trust();
        assertThat(reach("localhost").uri()).hasScheme("rediss").hasPort(proxy.port());
    }

    @Test
    void oneOfAnotherHostIsRefused() {
        trust();
        assertThatThrownBy(() -> reach("127.0.0.1")).isInstanceOf(Refused.class)
                .hasMessageContaining("does not answer");
    }

    @Test
    void oneThatNobodyTrustsIsRefused() {
        assertThatThrownBy(() -> reach("localhost")).isInstanceOf(Refused.class)
                .hasMessageContaining("does not answer");
    }
}
