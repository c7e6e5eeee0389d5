-- The order: admission gives each task its place on each of its resources; advance finds those that become first when
-- places are given up. Both run under the row locks of the resources they touch, and cost what they touch.

CREATE FUNCTION holdfast.lock_resources(ids integer[]) RETURNS void
LANGUAGE sql AS $$
    SELECT count(*) FROM (SELECT 1 FROM holdfast.resources WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE) AS locked
$$;

-- The resources that these tasks need; one that several need may be there several times.
CREATE FUNCTION holdfast.needs_of(tasks bigint[]) RETURNS integer[]
LANGUAGE sql STABLE AS $$
    SELECT ARRAY(SELECT unnest(exclusive_ids || shared_ids) FROM holdfast.unfinished WHERE id = ANY (tasks))
$$;

-- Puts those of the tasks that are first in line everywhere among the ready ones, and wakes idle workers for them. "takes"
-- are the handlers of which the caller is about to take one such task itself.
CREATE FUNCTION holdfast.make_ready(tasks bigint[], takes text[] DEFAULT '{}', one_by_one boolean DEFAULT false) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    added record;
BEGIN
    FOR added IN
        WITH inserted AS (
            INSERT INTO holdfast.ready (handler, priority, task_id, batch, placed)
            SELECT u.handler, u.priority, u.id, NOT one_by_one AND holdfast.suits_batch(u.max_attempts - u.attempt, u.payload),
                   u.position IS NOT NULL
            FROM holdfast.unfinished AS u
            WHERE u.id = ANY (tasks) AND u.ahead = 0
            RETURNING handler
        )
        SELECT handler, count(*)::integer AS n FROM inserted GROUP BY handler ORDER BY handler
    LOOP
        IF added.handler = ANY (takes) THEN
            takes := '{}';
            added.n := added.n - 1;
        END IF;
        PERFORM holdfast.wake(added.handler, added.n) WHERE added.n > 0;
    END LOOP;
END $$;

-- These places were just given up: the caller holds the row locks of the resources and has deleted the rows. On each
-- resource, with E the first exclusive place left and x the first exclusive one given up: the shared places between x
-- and E become first (those before x were), and E does when nothing stands before it. "from_front" says that all of
-- them were first, so that nothing is left before x; then the search starts there, past what vacuum has yet to remove.
CREATE FUNCTION holdfast.advance(
    resource_ids integer[], positions bigint[], were_shared boolean[], takes text[] DEFAULT '{}', from_front boolean DEFAULT true
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    moved  bigint[];
    counts integer[];
    now_ready bigint[];
BEGIN
    WITH given_up AS (
        SELECT r AS resource_id, min(p) AS front, min(p) FILTER (WHERE NOT s) AS x
        FROM unnest(resource_ids, positions, were_shared) AS g (r, p, s)
        GROUP BY r
    ), walled AS (
        SELECT g.*, wall.position AS wall, wall.task_id AS wall_task
        FROM given_up AS g
        LEFT JOIN LATERAL (
            SELECT p.position, p.task_id
            FROM holdfast.places AS p
            WHERE p.resource_id = g.resource_id AND NOT p.shared AND p.position > CASE WHEN from_front THEN g.front ELSE 0 END
            ORDER BY p.position LIMIT 1
        ) AS wall ON true
    ), firsts AS (
        SELECT p.task_id
        FROM walled AS w
        JOIN LATERAL (
            SELECT task_id FROM holdfast.places
            WHERE resource_id = w.resource_id AND position > w.x AND position < COALESCE(w.wall, 9223372036854775807)
        ) AS p ON w.x < COALESCE(w.wall, 9223372036854775807)
        UNION ALL
        SELECT w.wall_task
        FROM walled AS w
        WHERE w.wall > w.front
          AND NOT EXISTS (SELECT FROM holdfast.places AS p
                          WHERE p.resource_id = w.resource_id AND p.position < w.wall
                            AND p.position > CASE WHEN from_front AND w.x = w.front THEN w.front ELSE 0 END)
    )
    SELECT array_agg(f.task_id), array_agg(f.n)
    INTO moved, counts
    FROM (SELECT task_id, count(*)::integer AS n FROM firsts GROUP BY task_id ORDER BY task_id) AS f;

    IF moved IS NULL THEN
        RETURN;
    END IF;
    PERFORM FROM holdfast.unfinished WHERE id = ANY (moved) ORDER BY id FOR NO KEY UPDATE;
    WITH nearer AS (
        UPDATE holdfast.unfinished AS u
        SET ahead = u.ahead - m.n
        FROM unnest(moved, counts) AS m (id, n)
        WHERE u.id = m.id
        RETURNING u.id, u.ahead
    )
    -- A worker may run one already, as a part of a chain.
    SELECT array_agg(id) INTO now_ready
    FROM nearer
    WHERE ahead = 0 AND NOT EXISTS (SELECT FROM holdfast.running AS r WHERE r.task_id = nearer.id);
    IF now_ready IS NOT NULL THEN
        PERFORM holdfast.make_ready(now_ready, takes);
    END IF;
END $$;

-- Registers those that are not yet.
CREATE FUNCTION holdfast.add_resources(names text[]) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO holdfast.resources (name)
    SELECT n FROM (SELECT DISTINCT unnest(names)) AS needed (n)
    WHERE NOT EXISTS (SELECT FROM holdfast.resources WHERE resources.name = n)
    ORDER BY n
    ON CONFLICT (name) DO NOTHING
$$;

-- Gives tasks their places on resources that are all registered; one row for each need of a task, in any order.
-- What takes long is done before the rows of the resources are locked. Nobody sees the places then, so a place that was
-- behind nothing but earlier tasks is looked at again under the locks: they may have ended meanwhile. None can have been added.
CREATE FUNCTION holdfast.place(tasks bigint[], positions bigint[], names text[], shared boolean[], takes text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    front CONSTANT bigint := (SELECT min(p) FROM unnest(positions) AS p);
    lines     record;
    now_ready bigint[];
BEGIN
    WITH needs AS (
        SELECT n.task_id, n.position, r.id AS resource_id, n.shared,
               CASE WHEN n.shared THEN count(*) FILTER (WHERE NOT n.shared) OVER before > 0
                    ELSE count(*) OVER before > 0 END AS behind
        FROM unnest(tasks, positions, names, shared) AS n (task_id, position, name, shared)
        -- Each has its row, see the end of holdfast.claim.
        FULL JOIN (SELECT id, resources.name FROM holdfast.resources WHERE resources.name = ANY (names)) AS r ON r.name = n.name
        WINDOW before AS (PARTITION BY r.id ORDER BY n.position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    ), added AS (
        INSERT INTO holdfast.places (resource_id, position, task_id, shared)
        SELECT n.resource_id, n.position, n.task_id, n.shared FROM needs AS n
    )
    SELECT array_agg(n.task_id) AS tasks, array_agg(n.position) AS positions, array_agg(n.resource_id) AS resources,
           array_agg(n.shared) AS shared, array_agg(n.behind) AS behind
    INTO lines
    FROM needs AS n;
    PERFORM holdfast.lock_resources(lines.resources);
    WITH placed AS (
        SELECT n.task_id, n.position, n.resource_id, n.shared,
               -- One look at the end of the line: at its start there may be garbage.
               n.behind OR CASE WHEN n.shared
                                THEN (SELECT p.position FROM holdfast.places AS p
                                      WHERE p.resource_id = n.resource_id AND NOT p.shared AND p.position < front
                                      ORDER BY p.position DESC LIMIT 1)
                                ELSE (SELECT p.position FROM holdfast.places AS p
                                      WHERE p.resource_id = n.resource_id AND p.position < front
                                      ORDER BY p.position DESC LIMIT 1) END IS NOT NULL AS behind
        FROM unnest(lines.tasks, lines.positions, lines.resources, lines.shared, lines.behind)
             AS n (task_id, position, resource_id, shared, behind)
    ), admitted AS (
        UPDATE holdfast.unfinished AS u
        SET position = l.position, exclusive_ids = l.exclusive_ids, shared_ids = l.shared_ids, ahead = l.ahead
        FROM (SELECT p.task_id, p.position,
                     COALESCE(array_agg(p.resource_id ORDER BY p.resource_id) FILTER (WHERE NOT p.shared), '{}') AS exclusive_ids,
                     COALESCE(array_agg(p.resource_id ORDER BY p.resource_id) FILTER (WHERE p.shared), '{}')     AS shared_ids,
                     (count(*) FILTER (WHERE p.behind))::integer                                                 AS ahead
              FROM placed AS p GROUP BY p.task_id, p.position ORDER BY p.task_id) AS l
        WHERE u.id = l.task_id
        RETURNING u.id, u.ahead
    )
    SELECT array_agg(id) INTO now_ready FROM admitted WHERE ahead = 0;
    IF now_ready IS NOT NULL THEN
        PERFORM holdfast.make_ready(now_ready, takes);
    END IF;
END $$;

-- Of submitted tasks, in order, returns those that overtake nobody. The others need what an earlier one needs that is not among
-- them, since somebody is about to cancel it and may think better of it, or since it was committed just now.
CREATE FUNCTION holdfast.leave_to_earlier(chosen bigint[]) RETURNS bigint[]
LANGUAGE plpgsql AS $$
DECLARE
    last    CONSTANT bigint := chosen[cardinality(chosen)];
    closed  text[]   := '{}';
    kept    bigint[] := '{}';
    next    record;
BEGIN
    IF chosen = '{}' OR (SELECT count(*) FROM holdfast.submitted WHERE task_id <= last) = cardinality(chosen) THEN
        RETURN chosen;
    END IF;
    FOR next IN
        SELECT u.id, u.exclusive || u.shared AS needs, c.id IS NULL AS stays
        FROM (SELECT task_id FROM holdfast.submitted WHERE task_id <= last) AS s
        CROSS JOIN LATERAL (SELECT * FROM holdfast.unfinished WHERE unfinished.id = s.task_id LIMIT 1) AS u
        LEFT JOIN unnest(chosen) AS c (id) ON c.id = u.id
        ORDER BY u.id
    LOOP
        IF next.stays OR next.needs && closed THEN
            closed := closed || next.needs;
        ELSE
            kept := kept || next.id;
        END IF;
    END LOOP;
    RETURN kept;
END $$;

-- Takes the first tasks from those submitted, of "only_these" where they are given, and returns them in order. Passed over are those
-- that somebody is about to cancel, and what would overtake them; nothing is written of these.
CREATE FUNCTION holdfast.take_submitted(max_tasks integer, only_these bigint[]) RETURNS bigint[]
LANGUAGE plpgsql AS $$
DECLARE
    found bigint[];
    at    tid[];
    taken bigint[];
BEGIN
    -- Not in one statement: with OR each row would be compared with each of the array.
    IF only_these IS NULL THEN
        SELECT array_agg(s.task_id), array_agg(s.at) INTO found, at
        FROM (SELECT task_id, ctid AS at FROM holdfast.submitted ORDER BY task_id LIMIT max_tasks FOR UPDATE SKIP LOCKED) AS s;
    ELSE
        SELECT array_agg(s.task_id), array_agg(s.at) INTO found, at
        FROM (SELECT task_id, ctid AS at FROM holdfast.submitted WHERE task_id = ANY (only_these)
              ORDER BY task_id LIMIT max_tasks FOR UPDATE SKIP LOCKED) AS s;
    END IF;
    taken := holdfast.leave_to_earlier(COALESCE(found, '{}'));
    IF taken = found THEN
        DELETE FROM holdfast.submitted WHERE ctid = ANY (at);
    ELSE
        DELETE FROM holdfast.submitted WHERE task_id = ANY (taken);
    END IF;
    RETURN taken;
END $$;

-- Whether another worker has claimed quick tasks, with more of them among those submitted, since this session's last look and no
-- longer than a quarter of a second ago. What is submitted is best left to such a worker: a train costs a quarter of what
-- places do. One that comes no further is not waited for. A session that has not looked for so long knows nothing of it.
CREATE FUNCTION holdfast.others_hurry() RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    -- The last tick, when this session looked, and when it last found it changed, in milliseconds.
    noted  CONSTANT bigint[] := string_to_array(current_setting('holdfast.haste', true), ' ');
    tick   CONSTANT bigint   := COALESCE(pg_sequence_last_value('holdfast.haste'), 0);
    now_ms CONSTANT bigint   := extract(epoch FROM clock_timestamp()) * 1000;
    changed_at bigint := 0;
BEGIN
    IF noted[2] > now_ms - 250 THEN
        changed_at := CASE WHEN noted[1] <> tick THEN now_ms ELSE noted[3] END;
    END IF;
    PERFORM set_config('holdfast.haste', concat_ws(' ', tick, now_ms, changed_at), false);
    RETURN changed_at > now_ms - 250;
END $$;

-- Lets the others know that this session's worker is about to take what is submitted.
CREATE FUNCTION holdfast.hurry() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    noted CONSTANT text[] := string_to_array(current_setting('holdfast.haste', true), ' ');
BEGIN
    PERFORM set_config('holdfast.haste', concat_ws(' ', nextval('holdfast.haste'), COALESCE(noted[2], '0'), COALESCE(noted[3], '0')), false);
END $$;

-- Admits a batch of submitted tasks in the order of their ids and returns how many it took. Less than 0 where the caller is to look
-- again soon: -1 when another worker is at it, whose last look may have been before the caller's; -2 when they are left to another
-- worker that takes trains, or would overtake one that somebody is about to cancel. Of the worker type manager only what lines
-- tasks up admits them, and says so. "takes" are the handlers of which the caller is about to take a task, "only_these" tasks that
-- it has seen among those submitted.
CREATE FUNCTION holdfast.admit(max_tasks integer DEFAULT 1000, lining boolean DEFAULT false, takes text[] DEFAULT '{}',
                               only_these bigint[] DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    admitted bigint[];
    batch    record;
BEGIN
    IF NOT EXISTS (SELECT FROM holdfast.submitted) THEN
        RETURN 0;
    END IF;
    IF only_these IS NULL AND NOT lining AND holdfast.others_hurry() THEN
        RETURN -2;
    END IF;
    PERFORM pg_advisory_xact_lock_shared(holdfast.switch_space(), 0);
    IF lining <> ((SELECT type FROM holdfast.worker_type) = 'manager') THEN
        RETURN 0;
    ELSIF NOT pg_try_advisory_xact_lock(holdfast.admission_space(), 0) THEN
        RETURN -1;
    END IF;
    admitted := holdfast.take_submitted(max_tasks, only_these);
    IF admitted = '{}' THEN
        RETURN CASE WHEN only_these IS NULL THEN -2 ELSE 0 END;
    END IF;
    WITH placed AS MATERIALIZED (
        SELECT u.id AS task_id, nextval('holdfast.positions') AS position, u.exclusive, u.shared
        FROM (SELECT id, exclusive, shared FROM holdfast.unfinished WHERE id = ANY (admitted) ORDER BY id) AS u
    )
    SELECT (SELECT count(*)::integer FROM placed) AS size, array_agg(n.task_id) AS tasks, array_agg(n.position) AS positions,
           array_agg(n.name) AS names, array_agg(n.shared) AS shared
    INTO batch
    FROM (SELECT p.task_id, p.position, unnest(p.exclusive), false FROM placed AS p
          UNION ALL
          SELECT p.task_id, p.position, unnest(p.shared), true FROM placed AS p) AS n (task_id, position, name, shared);
    IF batch.size > 0 THEN
        PERFORM holdfast.add_resources(batch.names);
        PERFORM holdfast.place(batch.tasks, batch.positions, batch.names, batch.shared, takes);
    END IF;
    RETURN batch.size;
END $$;
