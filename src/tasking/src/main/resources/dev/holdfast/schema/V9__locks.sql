-- Advisory locks by name: who holds and who waits, for people, the console and the command line.

-- At most so many, first those waited for, then those of resources with a line, then those of workers' sessions: where there
-- are a great many, only what is shown is looked up. "everything" are also locks that are no advisory ones, and workers' waits
-- for each other's end. Foreign advisory locks of one key are told in any case: only a task's row tells its own from them.
CREATE FUNCTION holdfast.first_locks(most bigint, everything boolean)
RETURNS TABLE (kind text, name text, resource text, mode text, granted boolean, since timestamptz, pid integer,
               application text, role text, client text, activity text, worker_id integer, worker text, task_id bigint, task text)
LANGUAGE sql STABLE AS $$
    -- Once for all locks: there is garbage in this table.
    WITH runs AS MATERIALIZED (SELECT task_id, worker_id, started_at, position FROM holdfast.running)
    SELECT CASE WHEN l.locktype <> 'advisory' THEN 'other'
                WHEN r.id IS NOT NULL         THEN 'resource'
                WHEN watched.id IS NOT NULL   THEN 'worker'
                WHEN locked.id IS NOT NULL    THEN 'task'
                ELSE 'foreign' END                                          AS kind,
           COALESCE(r.name, watched.name, locked.name,
                    CASE WHEN l.locktype = 'advisory' THEN CASE l.objsubid
                             WHEN 1 THEN 'key ' || ((l.classid::bigint << 32) | l.objid::bigint)
                             ELSE 'keys ' || l.classid || ', ' || l.objid END
                         WHEN l.relation IS NOT NULL AND l.database = own.oid THEN l.relation::regclass::text
                         ELSE l.locktype END)                               AS name,
           r.name                                                           AS resource,
           CASE l.mode WHEN 'ExclusiveLock' THEN 'exclusive'
                       WHEN 'ShareLock'     THEN 'shared'
                       ELSE l.mode END                                      AS mode,
           l.granted                                                        AS granted,
           COALESCE(l.waitstart, held.started_at,
                    CASE WHEN watched.id IS NOT NULL AND l.granted THEN watched.started_at END) AS since,
           l.pid                                                            AS pid,
           a.application_name                                               AS application,
           a.usename::text                                                  AS role,
           a.client_addr::text                                              AS client,
           a.state                                                          AS activity,
           w.id                                                             AS worker_id,
           w.name                                                           AS worker,
           COALESCE(locked.id, held.id)                                     AS task_id,
           COALESCE(locked.name, held.name)                                 AS task
    FROM (SELECT oid FROM pg_database WHERE datname = current_database()) AS own
    CROSS JOIN LATERAL (
        -- Sorted by one number: with tens of thousands of locks that takes a third of what five keys do.
        SELECT p.locktype, p.database, p.relation, p.classid, p.objid, p.objsubid, p.mode, p.granted, p.waitstart, p.pid,
               (CASE WHEN NOT p.granted THEN 0
                     WHEN p.objsubid = 2 AND p.classid::bigint = holdfast.resource_space()
                          AND p.objid::bigint IN (SELECT s.resource_id FROM holdfast.places AS s) THEN 1
                     WHEN p.pid IN (SELECT v.backend_pid FROM holdfast.workers AS v WHERE v.state IN ('online', 'draining')) THEN 2
                     WHEN p.classid::bigint IS DISTINCT FROM holdfast.worker_space() THEN 3
                     ELSE 4 END::bigint << 32) + COALESCE(p.objid::bigint, 0) AS rank
        FROM pg_locks AS p
        WHERE (p.database = own.oid OR p.database IS NULL)
          AND (everything OR p.locktype = 'advisory'
                             AND (p.objsubid = 1 OR p.classid::bigint = holdfast.resource_space()
                                  OR p.classid::bigint = holdfast.worker_space() AND p.granted))
          AND p.locktype NOT IN ('virtualxid')
          -- That a worker listens is no news to people.
          AND NOT (p.locktype = 'advisory' AND p.objsubid = 2 AND p.classid::bigint = holdfast.mailbox_space())
        ORDER BY rank
        LIMIT most
    ) AS l
    LEFT JOIN pg_stat_activity AS a ON a.pid = l.pid
    LEFT JOIN holdfast.workers AS w ON w.backend_pid = l.pid AND w.state IN ('online', 'draining')
    LEFT JOIN holdfast.resources AS r
           ON l.locktype = 'advisory' AND l.objsubid = 2 AND l.classid::bigint = holdfast.resource_space() AND r.id = l.objid::bigint
    LEFT JOIN holdfast.workers AS watched
           ON l.locktype = 'advisory' AND l.objsubid = 2 AND l.classid::bigint = holdfast.worker_space() AND watched.id = l.objid::bigint
    LEFT JOIN holdfast.unfinished AS locked
           ON l.locktype = 'advisory' AND l.objsubid = 1 AND locked.id = ((l.classid::bigint << 32) | l.objid::bigint)
    LEFT JOIN LATERAL (
        SELECT t.id, t.name, runs.started_at
        FROM runs JOIN holdfast.unfinished AS t ON t.id = runs.task_id
        WHERE runs.worker_id = w.id
          AND (t.id = locked.id OR r.id = ANY (CASE l.mode WHEN 'ShareLock' THEN t.shared_ids ELSE t.exclusive_ids END)
               OR runs.position IS NOT NULL AND r.name = ANY (t.exclusive))
        ORDER BY t.id LIMIT 1
    ) AS held ON true
$$;

-- All of them.
CREATE VIEW holdfast.locks AS SELECT * FROM holdfast.first_locks(NULL, true);

-- The sessions whose locks stand in the way of a task that is first in line: they hold, or wait for, one of its
-- resources in a conflicting mode, or hold its own lock.
CREATE FUNCTION holdfast.obstacles(task bigint)
RETURNS TABLE (resource text, pid integer, application text, role text, granted boolean)
LANGUAGE sql STABLE AS $$
    SELECT r.name, l.pid, a.application_name, a.usename::text, l.granted
    FROM holdfast.unfinished AS t
    JOIN pg_locks AS l ON l.locktype = 'advisory' AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    LEFT JOIN holdfast.resources AS r ON l.objsubid = 2 AND r.id = l.objid::bigint
    LEFT JOIN pg_stat_activity AS a ON a.pid = l.pid
    WHERE t.id = task
      AND (   l.objsubid = 2 AND l.classid::bigint = holdfast.resource_space()
              AND (r.id = ANY (t.exclusive_ids) OR r.id = ANY (t.shared_ids) AND l.mode = 'ExclusiveLock')
           OR l.objsubid = 1 AND l.granted AND ((l.classid::bigint << 32) | l.objid::bigint) = t.id)
    ORDER BY NOT l.granted, r.name
$$;

-- Holds a resource on the caller's own session, until holdfast.release or the end of the session. Tasks that need it
-- wait meanwhile. Waits for a task that holds it now, unless told not to: then false means that it is taken. The reason is
-- for the audit; the session's application_name is what all see beside the lock.
CREATE FUNCTION holdfast.hold(resource text, shared boolean DEFAULT false, wait boolean DEFAULT true, reason text DEFAULT '')
RETURNS boolean
LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
    space CONSTANT integer := holdfast.resource_space();
    key   integer;
    held  boolean := true;
BEGIN
    PERFORM holdfast.check_resource(resource);
    -- The row is locked until the caller's transaction ends; by then the hold itself tells that the id is in use.
    LOOP
        SELECT r.id INTO key FROM holdfast.resources AS r WHERE r.name = resource FOR KEY SHARE;
        EXIT WHEN FOUND;
        INSERT INTO holdfast.resources (name) VALUES (resource) ON CONFLICT (name) DO NOTHING;
    END LOOP;
    IF NOT wait THEN
        held := CASE WHEN shared THEN pg_try_advisory_lock_shared(space, key) ELSE pg_try_advisory_lock(space, key) END;
    ELSIF shared THEN
        PERFORM pg_advisory_lock_shared(space, key);
    ELSE
        PERFORM pg_advisory_lock(space, key);
    END IF;
    PERFORM holdfast.note('hold', resource, CASE WHEN NOT held THEN 'in use' WHEN shared THEN 'shared' ELSE 'exclusive' END
                                            || COALESCE(': ' || NULLIF(reason, ''), ''));
    RETURN held;
END $$;

-- Releases a hold of the caller's own session and looks at the tasks it kept waiting; false when there was none.
CREATE FUNCTION holdfast.release(resource text, shared boolean DEFAULT false) RETURNS boolean
LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
    space CONSTANT integer := holdfast.resource_space();
    key   integer;
BEGIN
    SELECT r.id INTO key FROM holdfast.resources AS r WHERE r.name = resource;
    IF key IS NULL OR NOT (CASE WHEN shared THEN pg_advisory_unlock_shared(space, key) ELSE pg_advisory_unlock(space, key) END) THEN
        PERFORM holdfast.note('release', resource, 'was not held');
        RETURN false;
    END IF;
    PERFORM holdfast.unpark();
    PERFORM holdfast.note('release', resource, 'released');
    RETURN true;
END $$;
