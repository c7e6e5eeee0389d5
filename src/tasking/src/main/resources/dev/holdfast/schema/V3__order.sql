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

-- Admits a batch of submitted tasks in the order of their ids and returns how many it took; -1 when another worker
-- is at it. That one looks again after its commit, so nothing is left between two chairs. Of the worker type manager only what
-- lines tasks up admits them, and says so. "takes" are the handlers of which the caller is about to take a task, "only_these"
-- tasks that it has seen among those submitted.
CREATE FUNCTION holdfast.admit(max_tasks integer DEFAULT 1000, lining boolean DEFAULT false, takes text[] DEFAULT '{}',
                               only_these bigint[] DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    batch   bigint[];
    names   text[];
    touched integer[];
    now_ready bigint[];
BEGIN
    IF NOT EXISTS (SELECT FROM holdfast.submitted) THEN
        RETURN 0;
    END IF;
    PERFORM pg_advisory_xact_lock_shared(holdfast.switch_space(), 0);
    IF lining <> ((SELECT type FROM holdfast.worker_type) = 'manager') THEN
        RETURN 0;
    ELSIF NOT pg_try_advisory_xact_lock(holdfast.admission_space(), 0) THEN
        RETURN -1;
    END IF;
    WITH taken AS (
        DELETE FROM holdfast.submitted
        WHERE task_id = ANY (ARRAY(SELECT task_id FROM holdfast.submitted
                                   WHERE only_these IS NULL OR task_id = ANY (only_these)
                                   ORDER BY task_id LIMIT max_tasks FOR UPDATE SKIP LOCKED))
        RETURNING task_id
    )
    SELECT array_agg(task_id ORDER BY task_id) INTO batch FROM taken;
    IF batch IS NULL THEN
        RETURN 0;
    END IF;

    names := ARRAY(SELECT DISTINCT n
                   FROM holdfast.unfinished CROSS JOIN LATERAL unnest(exclusive || shared) AS n
                   WHERE id = ANY (batch)
                   ORDER BY n);
    INSERT INTO holdfast.resources (name)
    SELECT n FROM unnest(names) AS n
    WHERE NOT EXISTS (SELECT FROM holdfast.resources WHERE name = n)
    ORDER BY n
    ON CONFLICT (name) DO NOTHING;
    touched := ARRAY(SELECT id FROM holdfast.resources WHERE name = ANY (names) ORDER BY id);
    PERFORM holdfast.lock_resources(touched);

    WITH placed AS (
        SELECT id, nextval('holdfast.positions') AS position FROM unnest(batch) AS id ORDER BY id
    ), needs AS (
        SELECT p.id, p.position, r.id AS resource_id, n.shared
        FROM placed AS p
        JOIN holdfast.unfinished AS u ON u.id = p.id
        CROSS JOIN LATERAL (SELECT unnest(u.exclusive), false
                            UNION ALL
                            SELECT unnest(u.shared), true) AS n (name, shared)
        JOIN holdfast.resources AS r ON r.name = n.name
    ), occupied AS (
        SELECT r AS resource_id,
               EXISTS (SELECT FROM holdfast.places AS p WHERE p.resource_id = r) AS at_all,
               EXISTS (SELECT FROM holdfast.places AS p WHERE p.resource_id = r AND NOT p.shared) AS exclusively
        FROM unnest(touched) AS r
    ), lines AS (
        SELECT n.*, CASE WHEN n.shared THEN o.exclusively OR count(*) FILTER (WHERE NOT n.shared) OVER before > 0
                         ELSE o.at_all OR count(*) OVER before > 0 END AS behind
        FROM needs AS n JOIN occupied AS o ON o.resource_id = n.resource_id
        WINDOW before AS (PARTITION BY n.resource_id ORDER BY n.position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    ), added AS (
        INSERT INTO holdfast.places (resource_id, position, task_id, shared)
        SELECT resource_id, position, id, shared FROM lines ORDER BY position
    ), admitted AS (
        UPDATE holdfast.unfinished AS u
        SET position = l.position, exclusive_ids = l.exclusive_ids, shared_ids = l.shared_ids, ahead = l.ahead
        FROM (SELECT id, position,
                     COALESCE(array_agg(resource_id ORDER BY resource_id) FILTER (WHERE NOT shared), '{}') AS exclusive_ids,
                     COALESCE(array_agg(resource_id ORDER BY resource_id) FILTER (WHERE shared), '{}')     AS shared_ids,
                     (count(*) FILTER (WHERE behind))::integer                                             AS ahead
              FROM lines GROUP BY id, position ORDER BY id) AS l
        WHERE u.id = l.id
        RETURNING u.id, u.ahead
    )
    SELECT array_agg(id) INTO now_ready FROM admitted WHERE ahead = 0;
    IF now_ready IS NOT NULL THEN
        PERFORM holdfast.make_ready(now_ready, takes);
    END IF;
    RETURN cardinality(batch);
END $$;
