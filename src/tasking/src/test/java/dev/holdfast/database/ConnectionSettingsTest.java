package dev.holdfast.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionSettingsTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "postgresql://ann:s%40cret@db:5433/jobs?sslmode=require, jdbc:postgresql://db:5433/jobs?sslmode=require, ann, s@cret",
            "postgres://db/jobs,                                     jdbc:postgresql://db/jobs,                      -,   -",
            "jdbc:postgresql://db/jobs?user=ann&password=s&ssl=true, jdbc:postgresql://db/jobs?ssl=true,             ann, s",
            "postgresql://ann@one:1;two:2/jobs?targetServerType=primary, jdbc:postgresql://one:1;two:2/jobs?targetServerType=primary, ann, -"})
    void takesUserAndPasswordOutOfTheAddress(String address, String url, String user, String password) {
        var settings = ConnectionSettings.parse(address.replace(';', ','));
        assertThat(settings.url()).isEqualTo(url.replace(';', ','));
        assertThat(settings.user()).isEqualTo(user);
        assertThat(settings.password()).isEqualTo(password);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://ann:canary@db/jobs", "jdbc:postgresql://db/jobs?user=ann&password=canary",
            "jdbc:postgresql://db/jobs?password=canary&user=ann"})
    void neverPrintsAPassword(String address) {
        var settings = ConnectionSettings.parse(address);
        assertThat(settings.password()).isEqualTo("canary");
        assertThat(settings).asString().contains("db/jobs").doesNotContain("canary");
        assertThat(settings.url()).doesNotContain("canary");
    }

    @Test
    void thePasswordOfAKeyReachesTheDriverAndNobodyElse() {
        var settings = ConnectionSettings
                .parse("postgresql://ann@db/jobs?sslmode=verify-full&sslpassword=canary&sslkey=k.p12");
        assertThat(settings.driverUrl()).isEqualTo("jdbc:postgresql://db/jobs?sslmode=verify-full&sslkey=k.p12");
        assertThat(settings.properties()).containsEntry("sslpassword", "canary");
        assertThat(ConnectionSettings.parse(settings.url())).as("as workers are told")
                .isEqualTo(
                        ConnectionSettings
                                .parse("postgresql://db/jobs?sslmode=verify-full&sslpassword=canary&sslkey=k.p12"));
        assertThat(settings).asString().contains("sslmode=verify-full").doesNotContain("canary");
        assertThat(settings.address()).isEqualTo("postgresql://ann@db/jobs?sslmode=verify-full&sslkey=k.p12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://ann:canary@db/jobs", "jdbc:postgresql://db/jobs?password=canary",
            "postgresql://ann:ca@nary@db/jobs", "postgresql://db/jobs?sslmode=require&sslpassword=canary"})
    void refusesAnArgumentWithAPassword(String address) {
        assertThatThrownBy(() -> ConnectionSettings.parseArgument(address, Map.of())).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("there is a password in the address")
                .hasMessageNotContaining("nary");
    }

    @Test
    void takesAnArgumentWithoutAPassword() {
        var settings = ConnectionSettings.parseArgument("postgresql://db:5433/jobs?user=ann@corp",
                Map.of("PGPASSWORD", "p"));
        assertThat(settings.user()).isEqualTo("ann@corp");
        assertThat(settings.password()).isEqualTo("p");
    }

    @Test
    void whatTheAddressSaysBeatsTheEnvironment() {
        var environment = Map.of("HOLDFAST_USER", "bob", "PGUSER", "carl", "PGPASSWORD", "from-variable");
        assertThat(ConnectionSettings.parse("postgresql://ann:own@db/jobs", environment))
                .isEqualTo(new ConnectionSettings("jdbc:postgresql://db/jobs", "ann", "own"));
        assertThat(ConnectionSettings.parse("postgresql://db/jobs?user=ann", environment))
                .isEqualTo(new ConnectionSettings("jdbc:postgresql://db/jobs", "ann", "from-variable"));
        assertThat(ConnectionSettings.parse("postgresql://db/jobs", environment))
                .isEqualTo(new ConnectionSettings("jdbc:postgresql://db/jobs", "bob", "from-variable"));
        assertThat(ConnectionSettings.parse("postgresql://db/jobs", Map.of("HOLDFAST_USER", "", "PGUSER", "carl")))
                .isEqualTo(new ConnectionSettings("jdbc:postgresql://db/jobs", "carl", null));
    }

    @Test
    void refusesWhatIsNoPostgresAddressWithoutPrintingItsPassword() {
        assertThatThrownBy(() -> ConnectionSettings.parse("mysql://ann:canary@db/jobs"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("not the address of a PostgreSQL database")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> ConnectionSettings.parse("nonsense")).isInstanceOf(InvalidInput.class);
    }
}
