-- Claiming many tasks at once, on the worker's lock session, in autocommit: the locks taken and dropped are session level and
-- belong to that connection.

-- Takes the locks of many tasks, given as their resources with the task beside each; a row without a resource stands for the
-- task's own lock. Returns the tasks that lack one, and leaves them none. In one place only, and never inside a WHERE: session
-- locks count, and a plan may evaluate a condition more often than it returns rows. A task of a batch has no lock of its own:
-- the server's memory for locks would not do for many of them, and the worker's stands for it.
CREATE FUNCTION holdfast.take_locks_of(owners bigint[], resources integer[], are_shared boolean[]) RETURNS bigint[]
LANGUAGE plpgsql AS $$
DECLARE
    space CONSTANT integer := holdfast.resource_space();
    taken   boolean[];
    refused bigint[];
BEGIN
    SELECT array_agg(t.taken), array_agg(t.owner) FILTER (WHERE NOT t.taken)
    INTO taken, refused
    FROM (SELECT n.owner, CASE WHEN n.resource IS NULL THEN pg_try_advisory_lock(n.owner)
                               WHEN n.shared           THEN pg_try_advisory_lock_shared(space, n.resource)
                               ELSE pg_try_advisory_lock(space, n.resource) END AS taken
          FROM unnest(owners, resources, are_shared) AS n (owner, resource, shared) OFFSET 0) AS t;
    IF refused IS NOT NULL THEN
        PERFORM CASE WHEN n.resource IS NULL THEN pg_advisory_unlock(n.owner)
                     WHEN n.shared           THEN pg_advisory_unlock_shared(space, n.resource)
                     ELSE pg_advisory_unlock(space, n.resource) END
        FROM unnest(owners, resources, are_shared, taken) AS n (owner, resource, shared, taken)
        WHERE n.taken AND n.owner = ANY (refused);
    END IF;
    RETURN COALESCE(refused, '{}');
END $$;

-- The same for one task, with its own lock or without.
CREATE FUNCTION holdfast.take_locks(task bigint, own boolean, exclusive_ids integer[], shared_ids integer[]) RETURNS boolean
LANGUAGE sql AS $$
    SELECT holdfast.take_locks_of(array_agg(task), array_agg(n.resource), array_agg(n.shared)) = '{}'
    FROM (SELECT NULL::integer, false WHERE own
          UNION ALL
          SELECT unnest(exclusive_ids), false
          UNION ALL
          SELECT unnest(shared_ids), true) AS n (resource, shared)
$$;

-- Drops the locks of many tasks, given as their resources with the task beside each, or NULL beside those of a task that has no
-- lock of its own. Where the task's own lock is not held, the others were not taken for it: another task of the session may
-- hold them.
CREATE FUNCTION holdfast.drop_locks_of(owners bigint[], resources integer[], were_shared boolean[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    space CONSTANT integer := holdfast.resource_space();
    held  bigint[] := ARRAY(SELECT o.owner
                            FROM (SELECT u.owner, pg_advisory_unlock(u.owner) AS was_held
                                  FROM (SELECT DISTINCT unnest(owners)) AS u (owner) WHERE u.owner IS NOT NULL OFFSET 0) AS o
                            WHERE o.was_held);
BEGIN
    PERFORM CASE WHEN n.shared THEN pg_advisory_unlock_shared(space, n.resource) ELSE pg_advisory_unlock(space, n.resource) END
    FROM unnest(owners, resources, were_shared) AS n (owner, resource, shared)
    WHERE n.resource IS NOT NULL AND (n.owner IS NULL OR n.owner = ANY (held));
END $$;

-- The same by the tasks' own rows; "batch" tells of each whether it was claimed without a lock of its own.
CREATE FUNCTION holdfast.drop_locks(tasks bigint[], batch boolean[]) RETURNS void
LANGUAGE sql AS $$
    SELECT holdfast.drop_locks_of(array_agg(CASE WHEN NOT t.batch THEN t.id END), array_agg(n.id), array_agg(n.shared))
    FROM unnest(tasks, batch) AS t (id, batch)
    CROSS JOIN LATERAL (SELECT exclusive_ids, shared_ids FROM holdfast.unfinished WHERE unfinished.id = t.id LIMIT 1) AS u
    LEFT JOIN LATERAL (SELECT unnest(u.exclusive_ids), false
                       UNION ALL
                       SELECT unnest(u.shared_ids), true) AS n (id, shared) ON true
$$;

-- Shows in pg_stat_activity which worker this session is and what it runs.
CREATE FUNCTION holdfast.show_activity(worker text, tasks bigint[] DEFAULT '{}') RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    label CONSTANT text := left('holdfast ' || worker
                                || CASE WHEN tasks <> '{}' THEN ' task ' || array_to_string(tasks[1:6], ',') ELSE '' END, 63);
BEGIN
    IF label <> current_setting('application_name') THEN
        PERFORM set_config('application_name', label, false);
    END IF;
END $$;

-- Wakes an idle worker for each of these handlers that has more than so many ready tasks left. For a worker that was woken
-- and cannot take more itself: without this, the task would wait beside another worker that sleeps.
CREATE FUNCTION holdfast.pass_on(served text[], told_of integer DEFAULT 0) RETURNS void
LANGUAGE sql AS $$
    SELECT holdfast.wake(left_over.handler, 1)
    FROM unnest(served) AS h (handler)
    CROSS JOIN LATERAL (SELECT r.handler FROM holdfast.ready AS r CROSS JOIN LATERAL generate_series(0, r.further)
                        WHERE r.handler = h.handler OFFSET told_of LIMIT 1) AS left_over
    WHERE EXISTS (SELECT FROM holdfast.idle)
$$;

-- A transaction that is kept open elsewhere keeps vacuum from removing what was claimed since, and a claim would step
-- over all of it, each time. A session that had to step over many index entries remembers for a second how far it got,
-- and starts there. Until the second is over it takes what lies past that point before what became ready late, or has a
-- higher priority, and looks at these when it finds too few.
CREATE FUNCTION holdfast.clogged_until(wanted text) RETURNS holdfast.ready
LANGUAGE plpgsql STABLE AS $$
DECLARE
    noted text := current_setting('holdfast.clogged', true);
    last  holdfast.ready;
BEGIN
    IF noted <> '' THEN
        last := noted::holdfast.ready;
        IF last.handler = wanted AND clock_timestamp() < last.ready_at THEN
            RETURN last;
        END IF;
    END IF;
    RETURN NULL;
END $$;

-- The best ready rows of a handler in their order, past the given one where there is one, locked.
CREATE FUNCTION holdfast.peek(wanted text, max_rows integer, past holdfast.ready)
RETURNS TABLE (row_id tid, head holdfast.ready)
LANGUAGE plpgsql AS $$
BEGIN
    IF past IS NULL THEN
        RETURN QUERY
            SELECT r.ctid, r FROM holdfast.ready AS r
            WHERE r.handler = wanted
            ORDER BY r.priority DESC, r.task_id
            LIMIT max_rows FOR UPDATE SKIP LOCKED;
    ELSE
        RETURN QUERY
            SELECT r.ctid, r FROM holdfast.ready AS r
            WHERE r.handler = wanted AND r.priority = past.priority AND r.task_id > past.task_id
            ORDER BY r.task_id
            LIMIT max_rows FOR UPDATE SKIP LOCKED;
    END IF;
END $$;

-- The first so many tasks of these ready rows, some of which are bundles, and the rows that they are in. The others of the last bundle
-- get rows of their own.
CREATE FUNCTION holdfast.unpack(row_ids tid[], heads holdfast.ready[], max_tasks integer, OUT used tid[], OUT tasks holdfast.ready[])
LANGUAGE sql AS $$
    WITH given AS (
        SELECT h.*, row_ids[h.nr] AS row_id, sum(1 + h.further) OVER (ORDER BY h.nr) - 1 - h.further AS before
        FROM unnest(heads) WITH ORDINALITY AS h (handler, priority, task_id, ready_at, batch, placed, further, nr)
    ), each AS MATERIALIZED (
        SELECT ROW(g.handler, g.priority, g.task_id + n, g.ready_at, g.batch, g.placed, 0)::holdfast.ready AS task,
               g.before + n AS before, CASE WHEN n = 0 THEN g.row_id END AS row_id
        FROM given AS g CROSS JOIN LATERAL generate_series(0, g.further) AS n
        WHERE g.before < max_tasks
    ), left_over AS (
        INSERT INTO holdfast.ready SELECT (e.task).* FROM each AS e WHERE e.before >= max_tasks
    )
    SELECT array_agg(e.row_id) FILTER (WHERE e.row_id IS NOT NULL),
           array_agg(e.task ORDER BY e.before) FILTER (WHERE e.before < max_tasks)
    FROM each AS e
$$;

CREATE FUNCTION holdfast.pick_of(wanted text, max_tasks integer, batch_only boolean DEFAULT false) RETURNS holdfast.ready[]
LANGUAGE plpgsql AS $$
DECLARE
    bundle  CONSTANT integer := holdfast.bundle_size();
    past    holdfast.ready := holdfast.clogged_until(wanted);
    stepped bigint := pg_stat_get_xact_tuples_returned('holdfast.ready_next'::regclass);
    -- To look at a row is to lock it, and it may be a bundle: not too many at first.
    rows    integer := least(max_tasks, bundle);
    seen    record;
    last    holdfast.ready;
BEGIN
    LOOP
        SELECT array_agg(p.row_id) AS row_ids, COALESCE(array_agg(p.head), '{}') AS heads,
               COALESCE(sum(1 + (p.head).further), 0) AS tasks
        INTO seen
        FROM holdfast.peek(wanted, rows, past) AS p WHERE (p.head).batch OR NOT batch_only;
        EXIT WHEN seen.tasks >= max_tasks OR past IS NULL AND cardinality(seen.heads) < rows;
        IF cardinality(seen.heads) < rows THEN
            past := NULL;
        ELSE
            rows := CASE WHEN seen.tasks > rows THEN rows + 1 + (max_tasks - seen.tasks) / bundle ELSE max_tasks END;
        END IF;
    END LOOP;
    stepped := pg_stat_get_xact_tuples_returned('holdfast.ready_next'::regclass) - stepped;
    IF seen.tasks > cardinality(seen.heads) THEN
        SELECT u.used AS row_ids, u.tasks AS heads INTO seen FROM holdfast.unpack(seen.row_ids, seen.heads, max_tasks) AS u;
    END IF;
    DELETE FROM holdfast.ready AS r WHERE r.ctid = ANY (seen.row_ids);
    IF seen.heads <> '{}' AND (past IS NOT NULL OR stepped > 500 + 2 * cardinality(seen.heads)) THEN
        last := seen.heads[cardinality(seen.heads)];
        last.ready_at := COALESCE(past.ready_at, clock_timestamp() + interval '1 second');
        PERFORM set_config('holdfast.clogged', last::text, false);
    END IF;
    RETURN seen.heads;
END $$;

-- The two handlers with the best ready tasks, in that order. Where the way is clogged, what it was left at stands for it.
CREATE FUNCTION holdfast.heads(served text[]) RETURNS text[]
LANGUAGE sql AS $$
    SELECT ARRAY(SELECT h.handler
                 FROM unnest(served) AS h (handler)
                 CROSS JOIN LATERAL holdfast.clogged_until(h.handler) AS past
                 CROSS JOIN LATERAL (
                     SELECT past.priority, past.task_id WHERE past.task_id IS NOT NULL
                     UNION ALL
                     (SELECT r.priority, r.task_id
                      FROM holdfast.ready AS r
                      WHERE r.handler = h.handler AND past.task_id IS NULL
                      ORDER BY r.priority DESC, r.task_id
                      LIMIT 1)
                 ) AS head
                 ORDER BY head.priority DESC, head.task_id
                 LIMIT 2)
$$;

-- Takes ready tasks of these handlers away from the others, best priority first, then oldest. While several handlers
-- have some, one by one: the next best may be another handler's.
CREATE FUNCTION holdfast.pick(served text[], max_tasks integer) RETURNS holdfast.ready[]
LANGUAGE plpgsql AS $$
DECLARE
    heads text[];
    found holdfast.ready[];
    picked holdfast.ready[] := '{}';
BEGIN
    WHILE cardinality(picked) < max_tasks AND served <> '{}' LOOP
        heads := CASE cardinality(served) WHEN 1 THEN served ELSE holdfast.heads(served) END;
        EXIT WHEN heads = '{}';
        found := holdfast.pick_of(heads[1], CASE cardinality(heads) WHEN 1 THEN max_tasks - cardinality(picked) ELSE 1 END);
        picked := picked || found;
        IF found = '{}' THEN
            -- It has none, or all its ready tasks are being claimed by others at this moment.
            served := array_remove(served, heads[1]);
        END IF;
    END LOOP;
    RETURN picked;
END $$;

-- Tasks that wait for nothing but the given ones, which were just claimed, and for each other: whoever holds the resources
-- may run them one after the other without asking again. At most so many, in the order of their places.
-- Looks along lines: those of the resources that the given ones need exclusively, from there on; and those that the session
-- met when it looked the time before, since a line that is not looked at ends each chain that comes to it. A task is had when
-- each resource on which something is ahead of it has a line in which all before it are had. Past one that is not, nothing in
-- its lines is. Where the start of a line is not seen, "ahead" tells: it counts what is not seen too; only a shared task could
-- hide another, so no line begins with one.
-- Resources of which another session holds the row are left out: with these rows locked, nobody stops such a task meanwhile.
CREATE FUNCTION holdfast.chain(claimed bigint[], served text[], max_tasks integer) RETURNS bigint[]
LANGUAGE plpgsql AS $$
DECLARE
    met    CONSTANT integer[] := string_to_array(current_setting('holdfast.lines', true), ',');
    lines  record;
    closed integer[] := '{}';
    found  bigint[]  := '{}';
    beside integer[] := '{}';
    missed integer   := 0;
    next   record;
BEGIN
    WITH own AS MATERIALIZED (
        SELECT unnest(u.exclusive_ids) AS id, u.position
        FROM unnest(claimed) AS c (id)
        CROSS JOIN LATERAL (SELECT * FROM holdfast.unfinished WHERE unfinished.id = c.id LIMIT 1) AS u
    )
    SELECT array_agg(r.id) AS ids, array_agg(n.front) AS fronts
    INTO lines
    FROM (SELECT a.id, max(a.front) AS front
          FROM (SELECT own.id, own.position FROM own
                UNION ALL
                SELECT m, (SELECT min(own.position) FROM own) FROM unnest(met[1:max_tasks]) AS m) AS a (id, front)
          WHERE a.front IS NOT NULL
          GROUP BY a.id) AS n
    CROSS JOIN LATERAL (SELECT id FROM holdfast.resources WHERE resources.id = n.id FOR NO KEY UPDATE SKIP LOCKED LIMIT 1) AS r;
    IF lines.ids IS NULL THEN
        RETURN found;
    END IF;
    FOR next IN
        WITH line AS (
            SELECT f.id AS resource_id, p.position, p.task_id,
                   bool_or(NOT p.shared) OVER earlier OR NOT p.shared AND count(*) OVER earlier > 0 AS behind,
                   p.shared AND count(*) OVER earlier = 0 AS hides
            FROM unnest(lines.ids, lines.fronts) AS f (id, position)
            CROSS JOIN LATERAL (SELECT * FROM holdfast.places
                                WHERE places.resource_id = f.id AND places.position >= f.position
                                ORDER BY places.position LIMIT 2 + 3 * max_tasks / cardinality(lines.ids)) AS p
            WINDOW earlier AS (PARTITION BY f.id ORDER BY p.position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        ), candidates AS (
            SELECT l.task_id, l.position, array_agg(l.resource_id) AS lines, count(*) FILTER (WHERE l.behind) AS behind,
                   array_agg(l.resource_id) FILTER (WHERE l.hides) AS hidden
            FROM line AS l
            GROUP BY l.task_id, l.position
        )
        SELECT c.task_id, c.lines, c.hidden, c.task_id = ANY (claimed) AS mine, u.exclusive_ids, u.shared_ids,
               c.behind = u.ahead AND u.ahead > 0 AND c.hidden IS NULL AND u.handler = ANY (served) AND u.attempt = 0
               AND u.backoff IS NULL AND holdfast.suits_batch(u.max_attempts, u.payload) AS fits
        FROM candidates AS c
        CROSS JOIN LATERAL (SELECT * FROM holdfast.unfinished WHERE unfinished.id = c.task_id LIMIT 1) AS u
        ORDER BY c.position
    LOOP
        IF next.mine THEN
            closed := closed || next.hidden;
        ELSIF next.fits AND NOT next.lines && closed THEN
            found := found || next.task_id;
            EXIT WHEN cardinality(found) = max_tasks;
        ELSE
            -- Going on around many of them would leave a thin front behind, on which workers find little to do.
            closed := closed || next.lines;
            beside := beside || next.exclusive_ids || next.shared_ids;
            missed := missed + 1;
            EXIT WHEN missed > 16 + cardinality(found) / 8;
        END IF;
    END LOOP;
    PERFORM set_config('holdfast.lines', array_to_string(ARRAY(SELECT DISTINCT unnest(lines.ids || beside)), ','), false);
    RETURN found;
END $$;

-- Takes the locks of a chain, and returns its tasks as far as they could all be had.
CREATE FUNCTION holdfast.lock_chain(chained bigint[]) RETURNS bigint[]
LANGUAGE plpgsql AS $$
DECLARE
    needs   record;
    refused bigint[];
    had     integer;
BEGIN
    WITH tasks AS MATERIALIZED (
        SELECT u.id, u.exclusive_ids, u.shared_ids
        FROM unnest(chained) AS c (id)
        CROSS JOIN LATERAL (SELECT * FROM holdfast.unfinished WHERE unfinished.id = c.id LIMIT 1) AS u
    )
    SELECT array_agg(n.owner) AS owners, array_agg(n.resource) AS resources, array_agg(n.shared) AS shared
    INTO needs
    FROM (SELECT id, unnest(exclusive_ids), false FROM tasks
          UNION ALL
          SELECT id, unnest(shared_ids), true FROM tasks) AS n (owner, resource, shared);
    refused := holdfast.take_locks_of(needs.owners, needs.resources, needs.shared);
    IF refused = '{}' THEN
        RETURN chained;
    END IF;
    had := (SELECT min(array_position(chained, r)) - 1 FROM unnest(refused) AS r);
    PERFORM holdfast.drop_locks_of(array_agg(NULL::bigint), array_agg(n.resource), array_agg(n.shared))
    FROM unnest(needs.owners, needs.resources, needs.shared) AS n (owner, resource, shared)
    WHERE n.owner = ANY (chained[had + 1:]) AND n.owner <> ALL (refused);
    RETURN chained[:had];
END $$;

-- Claims ready tasks of these handlers: one for each free slot, and "extra" more where no idle worker could have them (or
-- where they are very quick), which then run in order after the others; then those that wait only for what was claimed. A task with a lock that
-- somebody else holds (a person, a session that is about to end) is parked: it keeps its place, and is looked at again when
-- the lock is released or by the sweep. One that is "chained" must not start before all that stand above it have ended. Where nothing
-- is ready, very quick ones are taken as a train.
CREATE FUNCTION holdfast.claim(worker integer, worker_name text, others bigint[], served text[], slots integer, extra integer)
RETURNS TABLE (id bigint, name text, handler text, attempt integer, max_attempts integer, payload text, batch boolean,
               time_limit double precision, unique_key text, chained boolean, needy boolean)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    -- Tasks so quick that another worker would take longer to wake up than this one to run them.
    quick     CONSTANT boolean := extra >= 50 * slots;
    -- With more of them at once the server takes longer for each.
    most      CONSTANT integer := 2000;
    allowed   CONSTANT boolean := holdfast.may_start('advisory');
    picked    holdfast.ready[] := CASE WHEN allowed THEN holdfast.pick(served, slots) ELSE '{}' END;
    more      holdfast.ready[] := '{}';
    following bigint[] := '{}';
    locked    record;
    placed    bigint[];
    room      integer;
    alone     boolean := false;
    start     timestamptz;
BEGIN
    IF picked = '{}' THEN
        IF allowed AND quick AND others = '{}' THEN
            RETURN QUERY SELECT * FROM holdfast.claim_train(worker, worker_name, served, extra);
            IF FOUND THEN
                RETURN;
            END IF;
        END IF;
        PERFORM holdfast.show_activity(worker_name, others);
        RETURN;
    END IF;
    -- Where the last one suits no batch the next ones likely do not either, and to look at them is to lock them.
    IF extra > 0 AND (picked[slots]).batch THEN
        alone := quick OR NOT EXISTS (SELECT FROM holdfast.idle AS i WHERE i.worker_id <> worker AND i.handlers && served);
        IF alone THEN
            more := holdfast.pick_of((picked[slots]).handler, least(extra, most), true);
        END IF;
    END IF;

    WITH candidates AS MATERIALIZED (
        SELECT u.id, u.exclusive_ids, u.shared_ids, p.nr <= cardinality(picked) AS own, p.placed
        FROM unnest(picked || more) WITH ORDINALITY AS p (handler, priority, task_id, ready_at, batch, placed, further, nr)
        CROSS JOIN LATERAL (SELECT * FROM holdfast.unfinished WHERE unfinished.id = p.task_id LIMIT 1) AS u
        WHERE p.nr <= cardinality(picked) OR p.placed
    )
    SELECT (SELECT array_agg(id) FROM candidates WHERE placed) AS placed,
           holdfast.take_locks_of(array_agg(n.id), array_agg(n.resource), array_agg(n.shared)) AS refused
    INTO locked
    FROM (SELECT id, NULL::integer, false FROM candidates WHERE own
          UNION ALL
          SELECT id, unnest(exclusive_ids), false FROM candidates WHERE placed
          UNION ALL
          SELECT id, unnest(shared_ids), true FROM candidates WHERE placed) AS n (id, resource, shared);
    IF locked.refused <> '{}' THEN
        INSERT INTO holdfast.parked
        SELECT p.task_id, p.ready_at FROM unnest(picked || more) AS p WHERE p.task_id = ANY (locked.refused);
    END IF;
    placed := ARRAY(SELECT p FROM unnest(locked.placed) AS p WHERE p <> ALL (locked.refused));

    -- How far to look along the lines is learned: a chain that another worker's tasks break is short, the next one likely too.
    room := least(extra - cardinality(more), 64 + 4 * COALESCE(NULLIF(current_setting('holdfast.chained', true), ''), '0')::integer, most);
    IF placed <> '{}' AND room > 0 AND alone THEN
        following := holdfast.lock_chain(holdfast.chain(placed, served, room));
        PERFORM set_config('holdfast.chained', cardinality(following)::text, false);
        IF quick AND holdfast.could_be_train(served) THEN
            PERFORM holdfast.hurry();
        END IF;
    END IF;

    -- After the locks were taken: predecessors have ended before.
    start := clock_timestamp();
    PERFORM holdfast.show_activity(worker_name, ARRAY(SELECT p.task_id FROM unnest(picked[1:6]) AS p
                                                      WHERE p.task_id <> ALL (locked.refused)) || others);
    -- One that is still on the list was not told of this task alone, and others may wait that nobody was told of; so they do
    -- where there are more than a submit of many tells of.
    PERFORM holdfast.pass_on(served, CASE WHEN holdfast.strike_off(worker) THEN 0 ELSE holdfast.told_at_once() END);
    RETURN QUERY
        WITH mine AS MATERIALIZED (
            SELECT u.id, u.name, u.handler, u.attempt + 1 AS attempt, u.max_attempts, u.payload::text, c.ready_at, c.batch,
                   extract(epoch FROM u.time_limit)::double precision AS time_limit, u.unique_key, c.chained,
                   u.position IS NOT NULL AS needy, c.nr
            FROM (SELECT p.task_id, p.ready_at, p.nr > cardinality(picked) AS batch, false AS chained, p.nr
                  FROM unnest(picked || more) WITH ORDINALITY AS p (handler, priority, task_id, ready_at, batch, placed, further, nr)
                  WHERE p.task_id <> ALL (locked.refused)
                  UNION ALL
                  SELECT f.id, start, true, true, cardinality(picked || more) + f.nr
                  FROM unnest(following) WITH ORDINALITY AS f (id, nr)) AS c
            -- Each has its row. One pass over the index and a full join, which is never made row by row, take half as long as
            -- a look at the index for each.
            FULL JOIN (SELECT * FROM holdfast.unfinished
                       WHERE unfinished.id = ANY (following || ARRAY(SELECT p.task_id FROM unnest(picked || more) AS p
                                                                     WHERE p.task_id <> ALL (locked.refused)))) AS u
                      ON u.id = c.task_id
        ), started AS (
            INSERT INTO holdfast.running (task_id, worker_id, attempt, ready_at, started_at, batch)
            SELECT m.id, worker, m.attempt, m.ready_at, start, m.batch FROM mine AS m
        )
        SELECT m.id, m.name, m.handler, m.attempt, m.max_attempts, m.payload, m.batch, m.time_limit, m.unique_key, m.chained,
               m.needy
        FROM mine AS m ORDER BY m.nr;
END $$;
