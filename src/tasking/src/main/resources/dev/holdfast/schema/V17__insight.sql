-- What an action of an operator would lead to, read from the order and never tried out: which resources become free, which
-- tasks start, how many move up. The console, the command line and SQL all ask this.

-- One consequence. "kind" is one of
--   frees     resource: nobody holds it then
--   passes    resource, detail: a session that waits for it gets it
--   starts    task: there is a worker with a free slot for it
--   ready     task: first in line then, and waits for a worker
--   held      task, detail: first in line then, but a session that is no task keeps it from starting
--   skipped   task: it was to come after a task that did not complete
--   enters    task: it was to come after the task, whatever became of that, and gets its place in line
--   strands   detail, n: so many waiting tasks have a handler that no worker runs then
--   moves_up  n: so many tasks stand nearer to the front, and go on waiting
CREATE TYPE holdfast.consequence AS (kind text, task_id bigint, task text, resource text, detail text, n integer);

-- The locks on resources of sessions that are no workers. "leaves" are those of these sessions, on one resource or on all.
CREATE FUNCTION holdfast.visitors(sessions integer[], only_resource text)
RETURNS TABLE (resource_id integer, resource text, session integer, label text, exclusive boolean, granted boolean, leaves boolean)
LANGUAGE sql STABLE AS $$
    SELECT r.id, r.name, l.session,
           format('%s (session %s)', COALESCE(NULLIF(a.application_name, ''), a.usename::text, 'a session'), l.session),
           l.exclusive, l.granted,
           l.session = ANY (sessions) AND (only_resource IS NULL OR r.name = only_resource)
    FROM holdfast.advisory_locks AS l
    JOIN holdfast.resources AS r ON r.id = l.key
    LEFT JOIN pg_stat_activity AS a ON a.pid = l.session
    WHERE l.space = holdfast.resource_space()
      AND NOT EXISTS (SELECT FROM holdfast.workers AS w WHERE w.backend_pid = l.session AND w.state IN ('online', 'draining'))
$$;

-- Which of those that stay keep a task from starting that needs these resources; NULL when none does.
CREATE FUNCTION holdfast.kept_by(exclusive_ids integer[], shared_ids integer[], sessions integer[], only_resource text) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT string_agg(format('%s is %s by %s', v.resource, CASE WHEN v.granted THEN 'held' ELSE 'wanted' END, v.label), ', '
                      ORDER BY v.resource, v.session)
    FROM holdfast.visitors(sessions, only_resource) AS v
    WHERE NOT v.leaves AND (v.resource_id = ANY (exclusive_ids) OR v.exclusive AND v.resource_id = ANY (shared_ids))
$$;

-- Whether a place is first on its resource when these tasks have left it.
CREATE FUNCTION holdfast.is_first_without(gone bigint[], resource integer, place bigint, is_shared boolean) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN is_shared
                THEN NOT EXISTS (SELECT FROM holdfast.places AS p WHERE p.resource_id = resource AND p.position < place
                                                                    AND NOT p.shared AND p.task_id <> ALL (gone))
                ELSE NOT EXISTS (SELECT FROM holdfast.places AS p WHERE p.resource_id = resource AND p.position < place
                                                                    AND p.task_id <> ALL (gone)) END
$$;

-- The resources that nobody holds, or that somebody else gets, when these tasks end, these go back in line, and these
-- sessions let go.
CREATE FUNCTION holdfast.freed_without(gone bigint[], back bigint[], sessions integer[], only_resource text)
RETURNS SETOF holdfast.consequence
LANGUAGE sql STABLE AS $$
    WITH visitors AS MATERIALIZED (
        SELECT * FROM holdfast.visitors(sessions, only_resource)
    ), held AS MATERIALIZED (
        SELECT unnest(u.exclusive_ids || u.shared_ids) AS id, r.task_id = ANY (gone || back) AS leaves
        FROM holdfast.running AS r JOIN holdfast.unfinished AS u ON u.id = r.task_id
    ), let_go AS (
        SELECT id FROM held WHERE leaves
        UNION
        SELECT resource_id FROM visitors WHERE leaves AND granted
    ), free AS (
        SELECT r.id, r.name FROM let_go JOIN holdfast.resources AS r ON r.id = let_go.id
        WHERE NOT EXISTS (SELECT FROM held WHERE held.id = r.id AND NOT held.leaves)
          AND NOT EXISTS (SELECT FROM visitors AS v WHERE v.resource_id = r.id AND v.granted AND NOT v.leaves)
    )
    SELECT CASE WHEN next.label IS NULL THEN 'frees' ELSE 'passes' END, NULL::bigint, NULL::text, free.name, next.label, NULL::integer
    FROM free
    LEFT JOIN LATERAL (SELECT string_agg(v.label, ', ' ORDER BY v.session) AS label FROM visitors AS v
                       WHERE v.resource_id = free.id AND NOT v.granted AND NOT v.leaves) AS next ON true
    ORDER BY free.name
$$;

-- The waiting tasks that are first in line everywhere then, and are not now, ready or held; at most 1000 of each resource.
CREATE FUNCTION holdfast.first_without(gone bigint[], back bigint[], sessions integer[], only_resource text)
RETURNS SETOF holdfast.consequence
LANGUAGE sql STABLE AS $$
    WITH touched AS (
        SELECT DISTINCT n.id,
               (SELECT p.position FROM holdfast.places AS p
                WHERE p.resource_id = n.id AND NOT p.shared AND p.task_id <> ALL (gone) ORDER BY p.position LIMIT 1) AS wall
        FROM holdfast.unfinished AS u CROSS JOIN LATERAL unnest(u.exclusive_ids || u.shared_ids) AS n (id)
        WHERE u.id = ANY (gone)
    ), candidates AS (
        SELECT p.task_id
        FROM touched AS t
        CROSS JOIN LATERAL (SELECT places.task_id FROM holdfast.places
                            WHERE places.resource_id = t.id AND places.position <= COALESCE(t.wall, 9223372036854775807)
                              AND places.task_id <> ALL (gone)
                            ORDER BY places.position LIMIT 1000) AS p
        JOIN holdfast.unfinished AS u ON u.id = p.task_id AND u.ahead > 0
        WHERE NOT EXISTS (SELECT FROM holdfast.running AS r WHERE r.task_id = p.task_id)
        UNION
        SELECT b FROM unnest(back) AS b
        UNION
        SELECT p.task_id
        FROM holdfast.parked AS p JOIN holdfast.unfinished AS u ON u.id = p.task_id
        WHERE p.task_id <> ALL (gone)
          AND EXISTS (SELECT FROM holdfast.visitors(sessions, only_resource) AS v
                      WHERE v.leaves AND (v.resource_id = ANY (u.exclusive_ids)
                                          OR v.exclusive AND v.resource_id = ANY (u.shared_ids)))
    )
    SELECT CASE WHEN kept.by IS NULL THEN 'ready' ELSE 'held' END, u.id, u.name::text, NULL::text, kept.by, NULL::integer
    FROM candidates AS c
    JOIN holdfast.unfinished AS u ON u.id = c.task_id
    CROSS JOIN LATERAL (SELECT holdfast.kept_by(u.exclusive_ids, u.shared_ids, sessions, only_resource) AS by) AS kept
    WHERE NOT EXISTS (SELECT FROM unnest(u.exclusive_ids) AS n WHERE NOT holdfast.is_first_without(gone, n, u.position, false))
      AND NOT EXISTS (SELECT FROM unnest(u.shared_ids) AS n WHERE NOT holdfast.is_first_without(gone, n, u.position, true))
      -- One that is held now and is held still is no news.
      AND (kept.by IS NULL OR NOT EXISTS (SELECT FROM holdfast.parked AS p WHERE p.task_id = u.id))
    ORDER BY u.priority DESC, u.id
$$;

-- The tasks that a worker would claim next, in that order, of those that are ready and these: one for each slot that is
-- free when these tasks have ended. A worker that ends a task looks first.
CREATE FUNCTION holdfast.claimed_without(
    gone bigint[], without_crew integer[], sessions integer[], only_resource text, also bigint[]
) RETURNS bigint[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
    workers integer[];
    slots   integer[];
    next    record;
    nth     integer;
    claimed bigint[] := '{}';
BEGIN
    SELECT array_agg(f.id ORDER BY f.ends DESC, f.id), array_agg(f.free ORDER BY f.ends DESC, f.id)
    INTO workers, slots
    FROM (SELECT w.id, w.slots - count(r.task_id) FILTER (WHERE NOT r.batch AND r.task_id <> ALL (gone)) AS free,
                 count(r.task_id) FILTER (WHERE r.task_id = ANY (gone)) AS ends
          FROM holdfast.workers AS w LEFT JOIN holdfast.running AS r ON r.worker_id = w.id
          WHERE w.state = 'online' AND w.id <> ALL (without_crew)
          GROUP BY w.id, w.slots) AS f
    WHERE f.free > 0;
    FOR next IN
        SELECT c.id, c.handler
        FROM (SELECT u.id, u.handler, u.priority FROM holdfast.unfinished AS u WHERE u.id = ANY (also)
              UNION
              SELECT r.task_id, r.handler, r.priority
              FROM (SELECT DISTINCT unnest(w.handlers) AS handler FROM holdfast.workers AS w WHERE w.id = ANY (workers)) AS h
              CROSS JOIN LATERAL (SELECT q.task_id + n AS task_id, q.handler, q.priority
                                  FROM holdfast.ready AS q JOIN holdfast.unfinished AS u ON u.id = q.task_id
                                  CROSS JOIN LATERAL generate_series(0, q.further) AS n
                                  WHERE q.handler = h.handler AND q.task_id + n <> ALL (gone)
                                    AND (NOT q.placed
                                         OR holdfast.kept_by(u.exclusive_ids, u.shared_ids, sessions, only_resource) IS NULL)
                                  ORDER BY q.priority DESC, q.task_id, n
                                  LIMIT (SELECT sum(s) FROM unnest(slots) AS s)) AS r) AS c
        ORDER BY c.priority DESC, c.id
    LOOP
        SELECT s.nth INTO nth
        FROM unnest(workers, slots) WITH ORDINALITY AS s (worker, free, nth)
        JOIN holdfast.workers AS w ON w.id = s.worker
        WHERE s.free > 0 AND next.handler = ANY (w.handlers)
        ORDER BY s.nth LIMIT 1;
        IF FOUND THEN
            slots[nth] := slots[nth] - 1;
            claimed := claimed || next.id;
        END IF;
    END LOOP;
    RETURN claimed;
END $$;

-- How many tasks stand behind these on a resource, and go on waiting; counted up to 10000.
CREATE FUNCTION holdfast.behind(gone bigint[], besides bigint[]) RETURNS integer
LANGUAGE sql STABLE AS $$
    WITH fronts AS (
        SELECT p.resource_id, min(p.position) AS front
        FROM holdfast.unfinished AS u
        CROSS JOIN LATERAL unnest(u.exclusive_ids || u.shared_ids) AS n (id)
        JOIN holdfast.places AS p ON p.resource_id = n.id AND p.position = u.position
        WHERE u.id = ANY (gone)
        GROUP BY p.resource_id
    )
    SELECT count(*)::integer
    FROM (SELECT DISTINCT p.task_id
          FROM fronts AS f
          JOIN holdfast.places AS p ON p.resource_id = f.resource_id AND p.position > f.front
          JOIN holdfast.unfinished AS u ON u.id = p.task_id AND u.ahead > 0
          WHERE p.task_id <> ALL (gone || besides)
            AND NOT EXISTS (SELECT FROM holdfast.running AS r WHERE r.task_id = p.task_id)
          LIMIT 10000) AS moved
$$;

-- What follows when these tasks end and these go back in line, these workers take no more, and these sessions let go of one
-- resource or of all.
CREATE FUNCTION holdfast.if_gone(
    gone bigint[], back bigint[] DEFAULT '{}', without_crew integer[] DEFAULT '{}', sessions integer[] DEFAULT '{}',
    only_resource text DEFAULT NULL
) RETURNS SETOF holdfast.consequence
LANGUAGE plpgsql STABLE AS $$
DECLARE
    firsts  CONSTANT holdfast.consequence[] := ARRAY(SELECT f FROM holdfast.first_without(gone, back, sessions, only_resource) AS f);
    claimed CONSTANT bigint[] := holdfast.claimed_without(gone, without_crew, sessions, only_resource,
                                                          ARRAY(SELECT f.task_id FROM unnest(firsts) AS f WHERE f.kind = 'ready'));
    -- These are about to start anyway.
    now     CONSTANT bigint[] := holdfast.claimed_without('{}', '{}', '{}', NULL, '{}');
    moved   CONSTANT integer  := holdfast.behind(gone, ARRAY(SELECT f.task_id FROM unnest(firsts) AS f));
BEGIN
    RETURN QUERY SELECT * FROM holdfast.freed_without(gone, back, sessions, only_resource);
    RETURN QUERY
        SELECT 'starts', u.id, u.name::text, NULL::text, NULL::text, NULL::integer
        FROM unnest(claimed) WITH ORDINALITY AS c (id, nth) JOIN holdfast.unfinished AS u ON u.id = c.id
        WHERE c.id <> ALL (now)
        ORDER BY c.nth;
    RETURN QUERY SELECT f.* FROM unnest(firsts) AS f WHERE f.task_id <> ALL (claimed);
    RETURN QUERY SELECT 'moves_up', NULL::bigint, NULL::text, NULL::text, NULL::text, moved WHERE moved > 0;
END $$;

-- What becomes of those that were to come after these tasks, when these do not complete.
CREATE FUNCTION holdfast.followers_without(gone bigint[]) RETURNS SETOF holdfast.consequence
LANGUAGE sql STABLE AS $$
    WITH RECURSIVE lost AS (
        SELECT u.id, u.if_failed IS NOT DISTINCT FROM 'run' AS goes_on
        FROM holdfast.prerequisites AS p JOIN holdfast.unfinished AS u ON u.id = p.task_id
        WHERE p.prerequisite = ANY (gone) AND u.id <> ALL (gone)
        UNION
        SELECT u.id, u.if_failed IS NOT DISTINCT FROM 'run'
        FROM lost
        JOIN holdfast.prerequisites AS p ON p.prerequisite = lost.id AND NOT lost.goes_on
        JOIN holdfast.unfinished AS u ON u.id = p.task_id
        WHERE u.id <> ALL (gone)
    )
    SELECT CASE WHEN lost.goes_on THEN 'enters' ELSE 'skipped' END, u.id, u.name, NULL, NULL, NULL::integer
    FROM lost JOIN holdfast.unfinished AS u ON u.id = lost.id
    WHERE NOT lost.goes_on
       OR NOT EXISTS (SELECT FROM holdfast.prerequisites AS p
                      WHERE p.task_id = lost.id AND p.prerequisite <> ALL (gone)
                        AND p.prerequisite NOT IN (SELECT l.id FROM lost AS l WHERE NOT l.goes_on))
    ORDER BY u.id
$$;

-- A cancel: of running tasks, what follows when they were seen to stop.
CREATE FUNCTION holdfast.if_canceled(tasks bigint[]) RETURNS SETOF holdfast.consequence
LANGUAGE sql STABLE AS $$
    SELECT * FROM holdfast.if_gone(ARRAY(SELECT id FROM holdfast.unfinished WHERE id = ANY (tasks)))
    UNION ALL
    SELECT * FROM holdfast.followers_without(tasks)
$$;

CREATE FUNCTION holdfast.if_canceled(task bigint) RETURNS SETOF holdfast.consequence
LANGUAGE sql STABLE AS $$
    SELECT * FROM holdfast.if_canceled(ARRAY[task])
$$;

-- The handlers for which tasks wait, and that only these workers run.
CREATE FUNCTION holdfast.stranded_without(crew integer[]) RETURNS SETOF holdfast.consequence
LANGUAGE sql STABLE AS $$
    SELECT 'strands', NULL::bigint, NULL::text, NULL::text, h.handler, (SELECT count(*)::integer FROM (
               SELECT FROM holdfast.unfinished AS u
               WHERE u.handler = h.handler AND NOT EXISTS (SELECT FROM holdfast.running AS r WHERE r.task_id = u.id)
               LIMIT 10000) AS waiting)
    FROM (SELECT DISTINCT unnest(handlers) AS handler FROM holdfast.workers WHERE id = ANY (crew)) AS h
    WHERE NOT EXISTS (SELECT FROM holdfast.workers AS w
                      WHERE w.id <> ALL (crew) AND w.state = 'online' AND h.handler = ANY (w.handlers))
      AND EXISTS (SELECT FROM holdfast.unfinished AS u
                  WHERE u.handler = h.handler AND NOT EXISTS (SELECT FROM holdfast.running AS r WHERE r.task_id = u.id))
    ORDER BY h.handler
$$;

-- Workers that drain: what follows when the tasks that they run have ended. What they have claimed and not started goes back.
CREATE FUNCTION holdfast.if_stopped(crew integer[]) RETURNS SETOF holdfast.consequence
LANGUAGE sql STABLE AS $$
    SELECT * FROM holdfast.if_gone(ARRAY(SELECT r.task_id FROM holdfast.running AS r WHERE r.worker_id = ANY (crew) AND NOT r.batch),
                                   ARRAY(SELECT r.task_id FROM holdfast.running AS r WHERE r.worker_id = ANY (crew) AND r.batch),
                                   crew)
    UNION ALL
    SELECT * FROM holdfast.stranded_without(crew)
$$;

CREATE FUNCTION holdfast.if_stopped(worker integer) RETURNS SETOF holdfast.consequence
LANGUAGE sql STABLE AS $$
    SELECT * FROM holdfast.if_stopped(ARRAY[worker])
$$;

-- Workers that die: what follows when the others have settled the tasks that they ran, as holdfast.reap does.
CREATE FUNCTION holdfast.if_killed(crew integer[]) RETURNS SETOF holdfast.consequence
LANGUAGE plpgsql STABLE AS $$
DECLARE
    gone CONSTANT bigint[] := ARRAY(SELECT r.task_id FROM holdfast.running AS r JOIN holdfast.unfinished AS u ON u.id = r.task_id
                                    WHERE r.worker_id = ANY (crew) AND (r.canceling OR NOT r.batch AND r.attempt >= u.max_attempts));
    back CONSTANT bigint[] := ARRAY(SELECT r.task_id FROM holdfast.running AS r
                                    WHERE r.worker_id = ANY (crew) AND r.task_id <> ALL (gone));
BEGIN
    RETURN QUERY SELECT * FROM holdfast.if_gone(gone, back, crew);
    RETURN QUERY SELECT * FROM holdfast.followers_without(gone);
    RETURN QUERY SELECT * FROM holdfast.stranded_without(crew);
END $$;

-- Sessions that are no workers let go of a resource: the given one, or all that hold it. One that took it several times
-- has to let go of it as often; the server does not show that.
CREATE FUNCTION holdfast.if_released(resource text, session integer DEFAULT NULL) RETURNS SETOF holdfast.consequence
LANGUAGE sql STABLE AS $$
    SELECT * FROM holdfast.if_gone('{}', '{}', '{}',
        ARRAY(SELECT v.session FROM holdfast.visitors('{}', NULL) AS v
              WHERE v.resource = if_released.resource AND v.granted
                AND (if_released.session IS NULL OR v.session = if_released.session)),
        resource)
$$;

-- The end of a session that is no worker's. A worker's own takes its locks back at once, and nothing follows.
CREATE FUNCTION holdfast.if_ended(session integer) RETURNS SETOF holdfast.consequence
LANGUAGE sql STABLE AS $$
    SELECT * FROM holdfast.if_gone('{}', '{}', '{}', ARRAY[session])
$$;

-- Who did what. The functions that operators call write it themselves, in the caller's transaction; nobody may write or
-- change it otherwise. What a session did in a transaction that it then took back is not in it.
CREATE TABLE holdfast.audit (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    role        text        NOT NULL DEFAULT session_user,
    application text        NOT NULL DEFAULT current_setting('application_name'),
    -- The host that the session came from; null where it came by a socket of the server's own host.
    host        inet        DEFAULT inet_client_addr(),
    session     integer     NOT NULL DEFAULT pg_backend_pid(),
    action      text        NOT NULL,
    subject     text        NOT NULL,
    result      text        NOT NULL
);

CREATE FUNCTION holdfast.note(action text, subject text, result text) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO holdfast.audit (action, subject, result) VALUES (note.action, note.subject, note.result)
$$;

-- Ends a session that holds or wants resources and is no worker's, and looks at the tasks it kept waiting; false when there
-- is none of this number.
CREATE FUNCTION holdfast.end_session(session integer) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    label text;
    held  text;
BEGIN
    SELECT min(v.label), string_agg(v.resource, ', ' ORDER BY v.resource) INTO label, held
    FROM holdfast.visitors('{}', NULL) AS v WHERE v.session = end_session.session AND v.session <> pg_backend_pid();
    IF label IS NULL THEN
        RETURN false;
    END IF;
    PERFORM pg_terminate_backend(session, 5000);
    PERFORM holdfast.unpark();
    PERFORM holdfast.note('end session', label, 'freed ' || held);
    RETURN true;
END $$;

-- Removes what was noted a year ago, or before the latest 100000, and returns how much of it, at most so many.
CREATE FUNCTION holdfast.remove_audit(max_rows integer DEFAULT 1000) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    gone integer;
BEGIN
    DELETE FROM holdfast.audit
    WHERE id IN (SELECT id FROM (SELECT id, at FROM holdfast.audit ORDER BY id LIMIT max_rows) AS oldest
                 WHERE at < clock_timestamp() - interval '1 year'
                    OR id <= (SELECT id FROM holdfast.audit ORDER BY id DESC OFFSET 100000 LIMIT 1));
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;

-- What stands before a waiting task on the way to its start, itself first, then nearest first: on each resource that a task
-- needs, those back to the nearest that needs it exclusively, and so on from these.
CREATE FUNCTION holdfast.line_before(task bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE AS $$
    WITH RECURSIVE before AS (
        SELECT u.id, u.position, u.exclusive_ids, u.shared_ids FROM holdfast.unfinished AS u WHERE u.id = task
        UNION
        SELECT u.id, u.position, u.exclusive_ids, u.shared_ids
        FROM before AS b
        CROSS JOIN LATERAL (SELECT unnest(b.exclusive_ids), false
                            UNION ALL
                            SELECT unnest(b.shared_ids), true) AS need (id, shared)
        CROSS JOIN LATERAL (
            SELECT COALESCE(max(w.position), 0) AS position
            FROM (SELECT p.position FROM holdfast.places AS p
                  WHERE p.resource_id = need.id AND NOT p.shared AND p.position < b.position
                  ORDER BY p.position DESC LIMIT 1) AS w
        ) AS wall
        JOIN holdfast.places AS p ON p.resource_id = need.id AND p.position >= wall.position AND p.position < b.position
                                 AND (NOT need.shared OR NOT p.shared)
        JOIN holdfast.unfinished AS u ON u.id = p.task_id
    )
    SELECT id FROM before
$$;

-- How long tasks usually take, by the latest runs that completed with the same handler and name: the median, and what one
-- in ten exceeds. For a task that runs already, what is left of those that took longer than it did until now; "runs" are
-- these, "all_runs" the others too. The history is looked at once, and only its latest 5000 runs.
CREATE FUNCTION holdfast.usual_times(tasks bigint[])
RETURNS TABLE (task_id bigint, name text, handler text, runs integer, all_runs integer, median double precision, slow double precision, is_running boolean)
LANGUAGE sql STABLE AS $$
    WITH recent AS MATERIALIZED (
        SELECT f.handler, f.name, extract(epoch FROM f.finished_at - f.started_at)::double precision AS took
        FROM (SELECT * FROM holdfast.finished WHERE state = 'completed' ORDER BY id DESC LIMIT 5000) AS f
        WHERE f.started_at IS NOT NULL
    ), wanted AS MATERIALIZED (
        SELECT u.id, u.handler, u.name, r.task_id IS NOT NULL AS is_running,
               COALESCE(extract(epoch FROM clock_timestamp() - r.started_at), 0)::double precision AS elapsed
        FROM holdfast.unfinished AS u LEFT JOIN holdfast.running AS r ON r.task_id = u.id
        WHERE u.id = ANY (tasks)
    ), kinds AS (
        SELECT w.handler, w.name, w.elapsed, count(h.took)::integer AS all_runs,
               (count(*) FILTER (WHERE h.took >= w.elapsed))::integer AS runs,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY h.took - w.elapsed) FILTER (WHERE h.took >= w.elapsed) AS median,
               percentile_cont(0.9) WITHIN GROUP (ORDER BY h.took - w.elapsed) FILTER (WHERE h.took >= w.elapsed) AS slow
        FROM (SELECT DISTINCT wanted.handler, wanted.name, wanted.elapsed FROM wanted) AS w
        LEFT JOIN recent AS h ON h.handler = w.handler AND h.name = w.name
        GROUP BY w.handler, w.name, w.elapsed
    )
    SELECT w.id, w.name, w.handler, k.runs, k.all_runs, k.median, k.slow, w.is_running
    FROM wanted AS w JOIN kinds AS k ON k.handler = w.handler AND k.name = w.name AND k.elapsed = w.elapsed
$$;

SELECT holdfast.guard();
