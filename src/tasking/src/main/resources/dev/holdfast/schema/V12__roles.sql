-- Who may do what. Nothing here is open to PUBLIC; a role gets one or more kinds of access, each with the least rights
-- that it needs, and where PostgreSQL keeps rights is where they are remembered.
--
-- A migration after this one ends with SELECT holdfast.guard(), so that what it made is neither open to all nor closed to
-- those who need it.

CREATE TYPE holdfast.access AS ENUM ('observer', 'submitter', 'operator', 'worker');

-- The functions for what a role has no rights on tables for: they run as the schema's owner. Later migrations make some of them.
CREATE FUNCTION holdfast.doors() RETURNS TABLE (name text, opens_to holdfast.access)
LANGUAGE sql IMMUTABLE AS $$
    VALUES ('submit', 'submitter'::holdfast.access), ('submit_many', 'submitter'), ('submit_columns', 'submitter'), ('create_group', 'submitter'),
           ('cancel', 'operator'), ('cancel_group', 'operator'), ('retry', 'operator'), ('drain', 'operator'), ('hold', 'operator'), ('release', 'operator'),
           ('schedule', 'submitter'), ('pause_schedule', 'operator'), ('resume_schedule', 'operator'),
           ('remove_schedule', 'operator'), ('run_schedule', 'operator'), ('fire', 'worker'), ('break_schedule', 'worker'),
           ('set_retention', 'operator'), ('set_intake', 'operator'), ('begin_switch', 'operator'), ('complete_switch', 'operator'),
           ('end_session', 'operator'), ('remove_audit', 'worker'), ('begin_rehearsal', 'worker')
$$;

-- Every right of every kind of access. Observers may read all tables, call what only reads, and be told of ends; workers
-- change tables, for each of their turns would cost more if it ran as somebody else. Whatever writes and is no door is
-- for workers only.
CREATE VIEW holdfast.rights AS
WITH tables AS (
    SELECT c.oid, c.oid::regclass::text AS name, c.relname, c.relkind
    FROM pg_class AS c
    WHERE c.relnamespace = 'holdfast'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'S')
), routines AS (
    SELECT p.oid, p.oid::regprocedure::text AS name, p.provolatile <> 'v' AS reads, d.opens_to
    FROM pg_proc AS p LEFT JOIN holdfast.doors() AS d ON d.name = p.proname
    WHERE p.pronamespace = 'holdfast'::regnamespace AND p.prorettype <> 'trigger'::regtype
      AND p.proname NOT IN ('grant_access', 'revoke_access', 'guard')
), own (access, privilege, kind, oid, name) AS (
    SELECT 'observer'::holdfast.access, 'SELECT', 'TABLE', oid, name FROM tables WHERE relkind <> 'S'
    UNION ALL
    SELECT 'observer', 'UPDATE (awaited)', 'TABLE', t.oid, t.name
    FROM tables AS t JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attname = 'awaited' WHERE t.relkind IN ('r', 'p')
    UNION ALL
    SELECT 'observer', 'EXECUTE', 'ROUTINE', oid, name FROM routines WHERE reads AND opens_to IS NULL
    UNION ALL
    SELECT 'submitter', 'SELECT', 'TABLE', oid, name FROM tables WHERE relname = 'migrations'
    UNION ALL
    SELECT opens_to, 'EXECUTE', 'ROUTINE', oid, name FROM routines WHERE opens_to IS NOT NULL
    UNION ALL
    SELECT 'worker', p.privilege, 'TABLE', t.oid, t.name
    FROM tables AS t CROSS JOIN (VALUES ('INSERT'), ('UPDATE'), ('DELETE')) AS p (privilege)
    WHERE t.relkind IN ('r', 'p') AND t.relname NOT IN ('migrations', 'schedules', 'audit')
      AND (t.relname, p.privilege) NOT IN (('unfinished', 'INSERT'), ('finished', 'UPDATE'))
    UNION ALL
    SELECT 'worker', 'USAGE', 'SEQUENCE', oid, name FROM tables WHERE relkind = 'S'
    UNION ALL
    SELECT 'worker', 'EXECUTE', 'ROUTINE', oid, name FROM routines WHERE NOT reads AND opens_to IS NULL
)
SELECT i.access, o.privilege, o.kind, o.name, o.oid
FROM (VALUES ('observer'::holdfast.access, 'observer'::holdfast.access), ('submitter', 'submitter'),
             ('operator', 'observer'), ('operator', 'operator'),
             ('worker', 'observer'), ('worker', 'worker')) AS i (access, includes)
JOIN own AS o ON o.access = i.includes;

-- Which role was given which access. Operators and workers are observers as well.
CREATE VIEW holdfast.grants AS
WITH marks AS (
    SELECT DISTINCT acl.grantee, m.access
    FROM (VALUES ('why', 'observer'::holdfast.access), ('submit', 'submitter'), ('cancel', 'operator'), ('claim', 'worker'))
         AS m (name, access)
    JOIN pg_proc AS p ON p.proname = m.name AND p.pronamespace = 'holdfast'::regnamespace
    CROSS JOIN LATERAL aclexplode(p.proacl) AS acl
    WHERE acl.grantee <> p.proowner AND acl.privilege_type = 'EXECUTE'
)
SELECT r.rolname::text AS role, m.access
FROM marks AS m JOIN pg_roles AS r ON r.oid = m.grantee
WHERE m.access <> 'observer'
   OR NOT EXISTS (SELECT FROM marks AS o WHERE o.grantee = m.grantee AND o.access IN ('operator', 'worker'));

-- What roles lack of the access that they were given, for example since a table was made anew.
CREATE VIEW holdfast.missing_rights AS
SELECT g.role, g.access, r.privilege, r.kind, r.name
FROM holdfast.grants AS g
JOIN holdfast.rights AS r ON r.access = g.access
WHERE NOT CASE WHEN r.privilege = 'UPDATE (awaited)' THEN has_column_privilege(g.role, r.oid, 'awaited', 'UPDATE')
               WHEN r.kind = 'TABLE'    THEN has_table_privilege(g.role, r.oid, r.privilege)
               WHEN r.kind = 'SEQUENCE' THEN has_sequence_privilege(g.role, r.oid, r.privilege)
               ELSE has_function_privilege(g.role, r.oid, r.privilege) END;

-- Gives a role an access in this database; one that does not exist is created, with the right to log in and without a
-- password. Returns what is left for somebody with more rights to do.
CREATE FUNCTION holdfast.grant_access(role_name text, wanted holdfast.access) RETURNS SETOF text
LANGUAGE plpgsql AS $$
DECLARE
    given record;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
        EXECUTE format('CREATE ROLE %I LOGIN', role_name);
        RETURN NEXT format('The role %s is new and has no password yet: \password %s in psql.', role_name, role_name);
    END IF;
    -- Two at once would change the same rows of the catalog.
    PERFORM pg_advisory_xact_lock(holdfast.admission_space(), 1);
    EXECUTE format('GRANT USAGE ON SCHEMA holdfast TO %I', role_name);
    FOR given IN
        SELECT string_agg(r.privilege, ', ') AS privileges, r.kind, r.name
        FROM holdfast.rights AS r WHERE r.access = wanted
        GROUP BY r.kind, r.name
    LOOP
        EXECUTE format('GRANT %s ON %s %s TO %I', given.privileges, given.kind, given.name, role_name);
    END LOOP;
    IF NOT has_database_privilege(role_name, current_database(), 'CONNECT') THEN
        RETURN NEXT format('It may not connect: GRANT CONNECT ON DATABASE %I TO %I;', current_database(), role_name);
    END IF;
    -- Workers are to see when the server was last ready, operators who keeps a transaction open.
    IF wanted IN ('worker', 'operator') AND NOT pg_has_role(role_name, 'pg_read_all_stats', 'USAGE') THEN
        BEGIN
            EXECUTE format('GRANT pg_read_all_stats TO %I', role_name);
        EXCEPTION WHEN insufficient_privilege THEN
            RETURN NEXT format('A superuser is to say: GRANT pg_read_all_stats TO %I;', role_name);
        END;
    END IF;
END $$;

-- Takes all access to this database's schema from a role.
CREATE FUNCTION holdfast.revoke_access(role_name text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(holdfast.admission_space(), 1);
    EXECUTE format('REVOKE ALL ON SCHEMA holdfast FROM %I', role_name);
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA holdfast FROM %I', role_name);
    EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA holdfast FROM %I', role_name);
    EXECUTE format('REVOKE ALL ON ALL ROUTINES IN SCHEMA holdfast FROM %I', role_name);
END $$;

-- Closes everything to PUBLIC, makes the doors run as the owner, and gives all roles the rights of their access again.
-- So do the triggers: they run at commit, and from PostgreSQL 18 on as the owner anyway, with whatever search path the
-- caller has set by then. A path that the caller cannot choose is what keeps a door's rights the door's.
CREATE FUNCTION holdfast.guard() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    routine regprocedure;
BEGIN
    REVOKE ALL ON SCHEMA holdfast FROM PUBLIC;
    REVOKE ALL ON ALL TABLES IN SCHEMA holdfast FROM PUBLIC;
    REVOKE ALL ON ALL SEQUENCES IN SCHEMA holdfast FROM PUBLIC;
    REVOKE ALL ON ALL ROUTINES IN SCHEMA holdfast FROM PUBLIC;
    FOR routine IN
        SELECT p.oid FROM pg_proc AS p
        WHERE p.pronamespace = 'holdfast'::regnamespace
          AND (p.prorettype = 'trigger'::regtype OR p.proname IN (SELECT d.name FROM holdfast.doors() AS d))
    LOOP
        EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = pg_catalog, pg_temp', routine);
    END LOOP;
    PERFORM holdfast.grant_access(g.role, g.access) FROM holdfast.grants AS g;
END $$;

SELECT holdfast.guard();
