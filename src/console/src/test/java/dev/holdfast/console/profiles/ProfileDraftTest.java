package dev.holdfast.console.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What people type as the address of a server, and what becomes of it. */
class ProfileDraftTest {
    @Test
    void anAddressIsTakenAsPeopleWriteIt() {
        assertThat(profile("db.example.com:5432/orders", "ann")).extracting(Profile::address, Profile::user)
                .containsExactly("postgresql://db.example.com:5432/orders", "ann");
        assertThat(profile(" postgresql://ann@db/orders ", "")).extracting(Profile::address, Profile::user)
                .containsExactly("postgresql://db/orders", "ann");
        assertThat(profile("jdbc:postgresql://db/orders?sslrootcert=/etc/ca.pem", "").settings(null).url())
                .isEqualTo("jdbc:postgresql://db/orders?sslrootcert=/etc/ca.pem&sslmode=prefer");
        assertThat(profile("db/orders", "").user()).isNull();
    }

    @Test
    void whatIsWrongIsSaidBesideItsField() {
        assertThat(problems("", "")).containsOnlyKeys(ProfileField.NAME, ProfileField.ADDRESS);
        assertThat(problems("taken", "db/orders")).containsEntry(ProfileField.NAME, "Another profile has this name.");
        assertThat(problems("new", "mysql://db/orders")).containsOnlyKeys(ProfileField.ADDRESS);
        assertThat(problems("new", "ann:secret@db/orders").get(ProfileField.ADDRESS))
                .startsWith("Leave the password out")
                .doesNotContain("secret");
        assertThat(problems("new", "db/orders?sslpassword=x")).containsOnlyKeys(ProfileField.ADDRESS);
        assertThat(problems("new", "db/orders?sslmode=require").get(ProfileField.ADDRESS))
                .startsWith("Leave sslmode out");
        assertThat(problems("new", "db/orders")).isEmpty();
    }

    @Test
    void theTlsModeReachesTheDriver() {
        var profile = new Profile("p", "postgresql://db/orders", "ann", Environment.TEST, false, TlsMode.VERIFY_FULL,
                PasswordSource.ASK);
        assertThat(profile.settings("x").url()).isEqualTo("jdbc:postgresql://db/orders?sslmode=verify-full");
        assertThat(profile.settings("x").password()).isEqualTo("x");
        assertThat(profile.account()).isEqualTo("ann postgresql://db/orders");
    }

    private static Profile profile(String address, String user) {
        return draft("name", address, user).profile();
    }

    private static Map<ProfileField, String> problems(String name, String address) {
        return draft(name, address, "").problems(Set.of("taken"));
    }

    private static ProfileDraft draft(String name, String address, String user) {
        return new ProfileDraft(name, address, user, Environment.TEST, false, TlsMode.PREFER, PasswordSource.ASK);
    }
}
