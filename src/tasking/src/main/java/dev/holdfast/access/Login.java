package dev.holdfast.access;

import dev.holdfast.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Who is connected, and what he may do: what the role was granted itself or through others; owners and superusers may all.
 *
 * @param role the role of the database; empty before anybody asked
 */
public record Login(String role, Set<Access> may) {
    /** By the functions that the view {@code holdfast.grants} tells accesses by; anybody may ask. */
    private static final String READ = """
            SELECT current_user::text AS role, ARRAY(
                SELECT m.access
                FROM (VALUES ('observer', 'why'), ('submitter', 'submit'), ('operator', 'cancel'), ('worker', 'claim'))
                     AS m (access, name)
                JOIN pg_proc AS p ON p.proname = m.name
                JOIN pg_namespace AS n ON n.oid = p.pronamespace AND n.nspname = 'holdfast'
                GROUP BY m.access
                HAVING bool_and(has_schema_privilege(n.oid, 'USAGE') AND has_function_privilege(p.oid, 'EXECUTE'))
            ) AS may
            """;

    public Login {
        may = Set.copyOf(may);
    }

    public static Login unknown() {
        return new Login("", Set.of());
    }

    /** Never refused; without the schema nobody may anything. */
    public static Login read(Connection connection) throws SQLException {
        return Sql.first(connection, READ, row -> new Login(row.getString("role"), accesses(Sql.texts(row, "may"))))
                .orElseGet(Login::unknown);
    }

    private static Set<Access> accesses(List<String> words) {
        var accesses = EnumSet.noneOf(Access.class);
        words.forEach(word -> accesses.add(Access.of(word)));
        return accesses;
    }
}
