-- Trains: many quick tasks that one worker takes straight from those submitted, to run them one after the other. A task in a train
-- never gets places of its own. The train has one on each resource that any of its tasks needs, before all that are admitted
-- later, and its worker's session has one lock for each: that is all there is to write for thousands of tasks, beside their
-- rows in running. Where a train does not come to its end as it should, its tasks get the places that they would have had
-- (holdfast.part_train), and are like any others from then on.
-- A train grows while it runs, as long as nobody stands behind it, and its ends are written on a second session meanwhile
-- (holdfast.finish_riding). That one holds the train's row so that it may grow but neither end nor be parted.

-- Which of the first tasks submitted could make up a train, and the resources they need: all before the first that is not of
-- these handlers, is of another priority, is shared, may not run twice, is large, or needs a resource that is closed.
CREATE FUNCTION holdfast.train_of(served text[], max_tasks integer, closed text[], OUT tasks bigint[], OUT names text[])
LANGUAGE sql AS $$
    WITH first AS MATERIALIZED (
        SELECT u.id, u.priority, u.exclusive,
               u.handler = ANY (served) AND u.shared = '{}' AND u.attempt = 0 AND u.backoff IS NULL
               AND holdfast.suits_batch(u.max_attempts, u.payload) AND NOT u.exclusive && closed AS suits
        FROM holdfast.unfinished AS u
        WHERE u.id = ANY (ARRAY(SELECT task_id FROM holdfast.submitted ORDER BY task_id LIMIT max_tasks))
    ), wall AS (
        SELECT min(f.id) AS id
        FROM first AS f, (SELECT priority FROM first ORDER BY id LIMIT 1) AS head
        WHERE NOT f.suits OR f.priority <> head.priority
    ), riding AS (
        SELECT f.id, f.exclusive FROM first AS f, wall WHERE f.id < COALESCE(wall.id, 9223372036854775807)
    )
    SELECT ARRAY(SELECT id FROM riding ORDER BY id), ARRAY(SELECT DISTINCT unnest(exclusive) FROM riding)
$$;

-- Where the places of a train are stored.
CREATE FUNCTION holdfast.places_of(train holdfast.trains) RETURNS tid[]
LANGUAGE sql STABLE AS $$
    SELECT ARRAY(SELECT p.at
                 FROM unnest(train.resource_ids) AS r
                 CROSS JOIN LATERAL (SELECT ctid AS at FROM holdfast.places
                                     WHERE resource_id = r AND position = train.position LIMIT 1) AS p)
$$;

-- The same as far as the lines of all its resources are empty, or end with the worker's own train.
CREATE FUNCTION holdfast.free_train_of(served text[], max_tasks integer, own_train bigint, OUT tasks bigint[], OUT names text[])
LANGUAGE plpgsql AS $$
DECLARE
    closed text[];
BEGIN
    SELECT t.tasks, t.names INTO tasks, names FROM holdfast.train_of(served, max_tasks, '{}') AS t;
    closed := ARRAY(SELECT r.name
                    FROM holdfast.resources AS r
                    WHERE r.name = ANY (names)
                      -- The end of the line: at its start there may be garbage.
                      AND (SELECT p.position FROM holdfast.places AS p WHERE p.resource_id = r.id
                           ORDER BY p.position DESC LIMIT 1) <> COALESCE(own_train, 0));
    IF closed <> '{}' THEN
        SELECT t.tasks, t.names INTO tasks, names FROM holdfast.train_of(served, max_tasks, closed) AS t;
    END IF;
END $$;

-- For fewer it is not worth it.
CREATE FUNCTION holdfast.shortest_train() RETURNS integer LANGUAGE sql IMMUTABLE RETURN 32;

-- Whether the first of those submitted would make up a train if their lines were empty.
CREATE FUNCTION holdfast.could_be_train(served text[]) RETURNS boolean
LANGUAGE sql AS $$
    SELECT cardinality((holdfast.train_of(served, holdfast.shortest_train(), '{}')).tasks) = holdfast.shortest_train()
$$;

-- Claims a train, where there is one, or makes the worker's own one longer. It is admission as well, so it keeps others out of that:
-- until it ends nobody can add a place, and a line that is empty stays so.
CREATE FUNCTION holdfast.claim_train(worker integer, worker_name text, served text[], max_tasks integer)
RETURNS TABLE (id bigint, name text, handler text, attempt integer, max_attempts integer, payload text, batch boolean,
               time_limit double precision, unique_key text, chained boolean, needy boolean)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    fewest CONSTANT integer := holdfast.shortest_train();
    own    holdfast.trains;
    lead   bigint;
    train  record;
    -- Those of its resources on which the worker has no train yet.
    ids    integer[];
    taken  bigint[];
    start  timestamptz;
BEGIN
    SELECT * INTO own FROM holdfast.trains WHERE worker_id = worker;
    IF max_tasks < fewest OR cardinality((holdfast.free_train_of(served, fewest, own.position)).tasks) < fewest
       OR NOT pg_try_advisory_xact_lock(holdfast.admission_space(), 0) THEN
        RETURN;
    END IF;
    SELECT * INTO train FROM holdfast.free_train_of(served, max_tasks, own.position);
    IF cardinality(train.tasks) < fewest
       -- Somebody stands behind it, and would wait for ever if it never came to its end.
       OR EXISTS (SELECT FROM unnest(own.resource_ids) AS r
                  CROSS JOIN LATERAL (SELECT p.position FROM holdfast.places AS p WHERE p.resource_id = r
                                      ORDER BY p.position DESC LIMIT 1) AS last
                  WHERE last.position > own.position) THEN
        RETURN;
    END IF;
    PERFORM holdfast.add_resources(train.names);
    ids := ARRAY(SELECT r.id FROM holdfast.resources AS r
                 WHERE r.name = ANY (train.names) AND r.id <> ALL (COALESCE(own.resource_ids, '{}')));
    lead := COALESCE(own.position, nextval('holdfast.positions'));
    IF NOT holdfast.take_locks(lead, false, ids, '{}') THEN
        RETURN;
    END IF;
    taken := holdfast.take_submitted(cardinality(train.tasks), train.tasks);
    IF taken = '{}' THEN
        PERFORM holdfast.drop_locks_of(array_agg(NULL::bigint), array_agg(r), array_agg(false)) FROM unnest(ids) AS r;
        RETURN;
    END IF;
    -- The last one stands for all of them in line: it is there as long as the train is.
    INSERT INTO holdfast.places (resource_id, position, task_id, shared)
    SELECT r, lead, taken[cardinality(taken)], false FROM unnest(ids) AS r;
    UPDATE holdfast.places SET task_id = taken[cardinality(taken)]
    WHERE ctid = ANY (holdfast.places_of(own));

    start := clock_timestamp();
    PERFORM holdfast.show_activity(worker_name, taken[1:6]);
    PERFORM holdfast.strike_off(worker);
    PERFORM holdfast.hurry();
    RETURN QUERY
        WITH mine AS MATERIALIZED (
            SELECT u.id, u.name, u.handler, u.max_attempts, u.payload::text,
                   extract(epoch FROM u.time_limit)::double precision AS time_limit, u.unique_key
            FROM holdfast.unfinished AS u WHERE u.id = ANY (taken)
        ), started AS (
            INSERT INTO holdfast.running (task_id, worker_id, attempt, ready_at, started_at, batch, position)
            SELECT m.id, worker, 1, start, start, true, nextval('holdfast.positions') FROM (SELECT id FROM mine ORDER BY id) AS m
        )
        SELECT m.id, m.name, m.handler, 1, m.max_attempts, m.payload, true, m.time_limit, m.unique_key, true, true
        FROM mine AS m ORDER BY m.id;
    -- At last: who writes ends of the train meanwhile changes the row as well.
    IF own.position IS NULL THEN
        INSERT INTO holdfast.trains (worker_id, position, resource_ids, riding) VALUES (worker, lead, ids, cardinality(taken));
    ELSE
        UPDATE holdfast.trains SET resource_ids = resource_ids || ids, riding = riding + cardinality(taken) WHERE worker_id = worker;
    END IF;
END $$;

-- Makes the worker's train longer, unless it may start nothing, or something has come that a train is to end for.
CREATE FUNCTION holdfast.grow_train(worker integer, worker_name text, served text[], max_tasks integer)
RETURNS TABLE (id bigint, name text, handler text, attempt integer, max_attempts integer, payload text, batch boolean,
               time_limit double precision, unique_key text, chained boolean, needy boolean)
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM holdfast.trains AS t WHERE t.worker_id = worker)
       AND NOT EXISTS (SELECT FROM holdfast.ready AS r WHERE r.handler = ANY (served))
       AND NOT EXISTS (SELECT FROM holdfast.following)
       AND holdfast.may_start('advisory') THEN
        RETURN QUERY SELECT * FROM holdfast.claim_train(worker, worker_name, served, max_tasks);
    END IF;
END $$;

-- Takes away what stands for a train: its places, and where the session has them its locks. The caller has locked the rows of its
-- resources.
CREATE FUNCTION holdfast.end_train(train holdfast.trains, locked boolean, takes text[] DEFAULT '{}') RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM holdfast.trains WHERE worker_id = train.worker_id;
    DELETE FROM holdfast.places WHERE ctid = ANY (holdfast.places_of(train));
    PERFORM holdfast.advance(array_agg(r), array_agg(train.position), array_agg(false), takes) FROM unnest(train.resource_ids) AS r;
    IF locked THEN
        PERFORM holdfast.drop_locks_of(array_agg(NULL::bigint), array_agg(r), array_agg(false)) FROM unnest(train.resource_ids) AS r;
    END IF;
END $$;

-- Gives those that are left of a worker's train places of their own, where they would have had them, and ends the train. They
-- stay claimed. "locked" says that this is the worker's own session, which then has the locks of each of them.
CREATE FUNCTION holdfast.part_train(worker integer, locked boolean) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    train  holdfast.trains;
    needed integer[];
BEGIN
    PERFORM holdfast.lock_resources(holdfast.train_resources(worker));
    -- Once it is locked nobody is writing the end of a task that is about to get places.
    SELECT * INTO train FROM holdfast.trains WHERE worker_id = worker FOR UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    WITH riding AS MATERIALIZED (
        SELECT r.task_id, r.position, u.exclusive
        FROM holdfast.running AS r
        CROSS JOIN LATERAL (SELECT * FROM holdfast.unfinished WHERE unfinished.id = r.task_id LIMIT 1) AS u
        WHERE r.worker_id = worker AND r.position > train.position
    ), needs AS MATERIALIZED (
        SELECT g.task_id, g.position, r.id AS resource_id
        FROM riding AS g
        CROSS JOIN LATERAL unnest(g.exclusive) AS n (name)
        CROSS JOIN LATERAL (SELECT id FROM holdfast.resources WHERE resources.name = n.name LIMIT 1) AS r
    ), added AS (
        INSERT INTO holdfast.places (resource_id, position, task_id, shared)
        SELECT n.resource_id, n.position, n.task_id, false FROM needs AS n
    ), placed AS (
        -- The train is before each of them on each of its resources.
        UPDATE holdfast.unfinished AS u
        SET position = l.position, exclusive_ids = l.ids, ahead = cardinality(l.ids)
        FROM (SELECT g.task_id, g.position,
                     COALESCE(array_agg(n.resource_id ORDER BY n.resource_id) FILTER (WHERE n.resource_id IS NOT NULL), '{}') AS ids
              FROM riding AS g LEFT JOIN needs AS n ON n.task_id = g.task_id
              GROUP BY g.task_id, g.position) AS l
        WHERE u.id = l.task_id
    )
    SELECT array_agg(n.resource_id) INTO needed FROM needs AS n;
    IF locked THEN
        PERFORM pg_advisory_lock(holdfast.resource_space(), r) FROM unnest(needed) AS r;
    END IF;
    PERFORM holdfast.end_train(train, locked);
END $$;

-- So many tasks of a worker's train have ended. The caller has locked the rows of its resources.
CREATE FUNCTION holdfast.leave_train(worker integer, gone integer, takes text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    train holdfast.trains;
BEGIN
    UPDATE holdfast.trains SET riding = riding - gone WHERE worker_id = worker RETURNING * INTO train;
    IF train.riding = 0 THEN
        PERFORM holdfast.end_train(train, locked => true, takes => takes);
    END IF;
END $$;

-- Ends a train with which nobody rides any more.
CREATE FUNCTION holdfast.end_empty_train(worker integer) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    train holdfast.trains;
BEGIN
    PERFORM holdfast.lock_resources(holdfast.train_resources(worker));
    SELECT * INTO train FROM holdfast.trains WHERE worker_id = worker AND riding = 0 FOR UPDATE;
    IF FOUND THEN
        PERFORM holdfast.end_train(train, locked => true);
    END IF;
END $$;

-- The resources of a worker's train.
CREATE FUNCTION holdfast.train_resources(worker integer) RETURNS integer[]
LANGUAGE sql STABLE AS $$
    SELECT COALESCE((SELECT resource_ids FROM holdfast.trains WHERE worker_id = worker), '{}')
$$;
