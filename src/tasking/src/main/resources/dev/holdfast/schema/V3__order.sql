-- The order: admission gives each task its place on each of its resources; advance moves those first whose turn
-- has come. Both run under the row locks of the resources they touch, and cost what they touch.

CREATE FUNCTION holdfast.lock_resources(ids integer[]) RETURNS void
LANGUAGE sql AS $$
    SELECT count(*) FROM (SELECT 1 FROM holdfast.resources WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE) AS locked
$$;

-- The caller holds the row locks of these resources. On each, the first place in line is first; when it is shared,
-- so is every place up to the first exclusive one. Tasks that became ready wake idle workers; "takes" are the handlers
-- of which the caller is about to take one such task itself.
CREATE FUNCTION holdfast.advance(ids integer[], takes text[] DEFAULT '{}') RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    moved  bigint[];
    counts integer[];
    ready  record;
BEGIN
    WITH firsts AS (
        UPDATE holdfast.places AS p
        SET first = true
        FROM unnest(ids) AS r (id)
        CROSS JOIN LATERAL (
            SELECT position, shared FROM holdfast.places WHERE resource_id = r.id ORDER BY position LIMIT 1
        ) AS head
        LEFT JOIN LATERAL (
            SELECT position FROM holdfast.places WHERE resource_id = r.id AND NOT shared ORDER BY position LIMIT 1
        ) AS wall ON head.shared
        WHERE p.resource_id = r.id
          AND NOT p.first
          AND p.position <= CASE WHEN head.shared THEN COALESCE(wall.position - 1, 9223372036854775807) ELSE head.position END
        RETURNING p.task_id
    )
    SELECT array_agg(f.task_id), array_agg(f.n)
    INTO moved, counts
    FROM (SELECT task_id, count(*)::integer AS n FROM firsts GROUP BY task_id ORDER BY task_id) AS f;

    IF moved IS NULL THEN
        RETURN;
    END IF;
    PERFORM FROM holdfast.tasks WHERE id = ANY (moved) ORDER BY id FOR NO KEY UPDATE;
    FOR ready IN
        WITH nearer AS (
            UPDATE holdfast.tasks AS t
            SET ahead    = t.ahead - m.n,
                ready_at = CASE WHEN t.ahead = m.n THEN clock_timestamp() END
            FROM unnest(moved, counts) AS m (id, n)
            WHERE t.id = m.id
            RETURNING t.handler, t.ahead
        )
        SELECT handler, count(*)::integer AS n FROM nearer WHERE ahead = 0 GROUP BY handler ORDER BY handler
    LOOP
        IF ready.handler = ANY (takes) THEN
            takes := '{}';
            ready.n := ready.n - 1;
        END IF;
        PERFORM holdfast.wake(ready.handler, ready.n) WHERE ready.n > 0;
    END LOOP;
END $$;

-- Admits a batch of submitted tasks in the order of their ids and returns how many it took; -1 when another worker
-- is at it. That one looks again after its commit, so nothing is left between two chairs.
CREATE FUNCTION holdfast.admit(max_tasks integer DEFAULT 1000) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    batch   bigint[];
    names   text[];
    touched integer[];
BEGIN
    IF NOT pg_try_advisory_xact_lock(holdfast.admission_space(), 0) THEN
        RETURN -1;
    END IF;
    batch := ARRAY(SELECT id FROM holdfast.tasks WHERE state = 'waiting' AND ahead IS NULL ORDER BY id LIMIT max_tasks);
    IF batch = '{}' THEN
        RETURN 0;
    END IF;

    names := ARRAY(SELECT DISTINCT n
                   FROM holdfast.tasks CROSS JOIN LATERAL unnest(exclusive || shared) AS n
                   WHERE id = ANY (batch)
                   ORDER BY n);
    INSERT INTO holdfast.resources (name)
    SELECT n FROM unnest(names) AS n
    WHERE NOT EXISTS (SELECT FROM holdfast.resources WHERE name = n)
    ORDER BY n
    ON CONFLICT (name) DO NOTHING;
    touched := ARRAY(SELECT id FROM holdfast.resources WHERE name = ANY (names) ORDER BY id);

    PERFORM holdfast.lock_resources(touched);
    batch := ARRAY(SELECT id FROM holdfast.tasks
                   WHERE id = ANY (batch) AND state = 'waiting' AND ahead IS NULL
                   ORDER BY id FOR NO KEY UPDATE);

    UPDATE holdfast.tasks AS t
    SET position      = b.position,
        exclusive_ids = ARRAY(SELECT id FROM holdfast.resources WHERE name = ANY (t.exclusive) ORDER BY id),
        shared_ids    = ARRAY(SELECT id FROM holdfast.resources WHERE name = ANY (t.shared) ORDER BY id),
        ahead         = cardinality(t.exclusive) + cardinality(t.shared)
    FROM (SELECT id, nextval('holdfast.positions') AS position FROM unnest(batch) AS id ORDER BY id) AS b
    WHERE t.id = b.id;

    INSERT INTO holdfast.places (resource_id, position, task_id, shared)
    SELECT n.resource_id, t.position, t.id, n.shared
    FROM holdfast.tasks AS t
    CROSS JOIN LATERAL (SELECT unnest(t.exclusive_ids), false
                        UNION ALL
                        SELECT unnest(t.shared_ids), true) AS n (resource_id, shared)
    WHERE t.id = ANY (batch)
    ORDER BY t.position;

    PERFORM holdfast.advance(touched);
    RETURN cardinality(batch);
END $$;
