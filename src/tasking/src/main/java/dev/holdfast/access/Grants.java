package dev.holdfast.access;

import dev.holdfast.database.ConnectionSource;
import dev.holdfast.database.HoldfastException;
import dev.holdfast.database.NotFound;
import dev.holdfast.database.Sql;
import java.util.List;

/**
 * Gives roles their access to the schema of one database, and takes it back. Only the schema's owner and superusers may
 * change any. Thread-safe as far as its source of connections is; every method throws {@link HoldfastException}.
 */
public final class Grants {
    private final ConnectionSource source;

    public Grants(ConnectionSource source) {
        this.source = source;
    }

    /**
     * Gives a role an access, besides what it has. A role that does not exist is created, without a password.
     *
     * @return what is left to do for a person, in sentences; empty where all is done
     */
    public List<String> grant(String role, Access access) {
        return Sql.call(source, connection -> Sql.list(connection,
                "SELECT holdfast.grant_access(?, ?::holdfast.access)", row -> row.getString(1), role, access.word()));
    }

    /**
     * Takes all access from a role; the role itself stays.
     *
     * @throws NotFound when the role had none
     */
    public void revoke(String role) {
        if (list().stream().noneMatch(grant -> grant.role().equals(role))) {
            throw new NotFound("the role " + role + " has no access", "holdfast doctor shows the roles that have.");
        }
        Sql.call(source, connection -> {
            Sql.run(connection, "SELECT holdfast.revoke_access(?)", role);
            return role;
        });
    }

    /** The roles that were given access, by name; the schema's owner and superusers need none. */
    public List<Grant> list() {
        return Sql.call(source, connection -> Sql.list(connection, """
                SELECT role, access FROM holdfast.grants ORDER BY role, access
                """, row -> new Grant(row.getString("role"), Access.of(row.getString("access")))));
    }
}
