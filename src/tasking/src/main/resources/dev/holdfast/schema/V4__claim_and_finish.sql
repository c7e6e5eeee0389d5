-- Claiming and finishing, each for many tasks at once. Both run on the worker's lock session, in autocommit: the locks
-- they take and drop are session level and belong to that connection.

-- Takes the task's lock and its resources', or none of them. In one place only, and never inside a WHERE: session
-- locks count, and a plan may evaluate a condition more often than it returns rows. A task of a batch has no lock of its
-- own ("task" is NULL): the server's memory for locks would not do for many of them, and the worker's stands for it.
CREATE FUNCTION holdfast.take_locks(task bigint, exclusive_ids integer[], shared_ids integer[]) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    space CONSTANT integer := holdfast.resource_space();
    resource integer;
    taken_exclusive integer[] := '{}';
    taken_shared    integer[] := '{}';
    free  boolean := task IS NULL OR pg_try_advisory_lock(task);
BEGIN
    IF NOT free THEN
        RETURN false;
    END IF;
    FOREACH resource IN ARRAY exclusive_ids LOOP
        free := pg_try_advisory_lock(space, resource);
        EXIT WHEN NOT free;
        taken_exclusive := taken_exclusive || resource;
    END LOOP;
    IF free THEN
        FOREACH resource IN ARRAY shared_ids LOOP
            free := pg_try_advisory_lock_shared(space, resource);
            EXIT WHEN NOT free;
            taken_shared := taken_shared || resource;
        END LOOP;
    END IF;
    IF NOT free THEN
        PERFORM holdfast.drop_locks(task, taken_exclusive, taken_shared);
    END IF;
    RETURN free;
END $$;

-- Where the task's own lock is not held, the others were not taken for it: another task of the session may hold them.
CREATE FUNCTION holdfast.drop_locks(task bigint, exclusive_ids integer[], shared_ids integer[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF task IS NULL OR pg_advisory_unlock(task) THEN
        PERFORM pg_advisory_unlock(holdfast.resource_space(), r) FROM unnest(exclusive_ids) AS r;
        PERFORM pg_advisory_unlock_shared(holdfast.resource_space(), r) FROM unnest(shared_ids) AS r;
    END IF;
END $$;

-- The same for many tasks, given as their resources with the task beside each, one task after the other; NULL for those
-- of a batch.
CREATE FUNCTION holdfast.drop_locks_of(owners bigint[], resources integer[], were_shared boolean[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    space CONSTANT integer := holdfast.resource_space();
    owner bigint;
    held  boolean := true;
    need  record;
BEGIN
    FOR need IN SELECT * FROM unnest(owners, resources, were_shared) AS n (owner, resource, shared) LOOP
        IF need.owner IS DISTINCT FROM owner THEN
            owner := need.owner;
            held := owner IS NULL OR pg_advisory_unlock(owner);
        END IF;
        IF NOT held OR need.resource IS NULL THEN
            CONTINUE;
        ELSIF need.shared THEN
            PERFORM pg_advisory_unlock_shared(space, need.resource);
        ELSE
            PERFORM pg_advisory_unlock(space, need.resource);
        END IF;
    END LOOP;
END $$;

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
    CROSS JOIN LATERAL (SELECT r.handler FROM holdfast.ready AS r WHERE r.handler = h.handler OFFSET told_of LIMIT 1) AS left_over
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

-- The best ready tasks of a handler, past the given one where there is one.
CREATE FUNCTION holdfast.peek(wanted text, max_tasks integer, past holdfast.ready)
RETURNS TABLE (row_id tid, priority smallint, task_id bigint, batch boolean)
LANGUAGE plpgsql AS $$
BEGIN
    IF past IS NULL THEN
        RETURN QUERY
            SELECT r.ctid, r.priority, r.task_id, r.batch FROM holdfast.ready AS r
            WHERE r.handler = wanted
            ORDER BY r.priority DESC, r.task_id
            LIMIT max_tasks FOR UPDATE SKIP LOCKED;
    ELSE
        RETURN QUERY
            SELECT r.ctid, r.priority, r.task_id, r.batch FROM holdfast.ready AS r
            WHERE r.handler = wanted AND r.priority = past.priority AND r.task_id > past.task_id
            ORDER BY r.task_id
            LIMIT max_tasks FOR UPDATE SKIP LOCKED;
    END IF;
END $$;

CREATE FUNCTION holdfast.pick_of(wanted text, max_tasks integer, batch_only boolean DEFAULT false) RETURNS holdfast.ready[]
LANGUAGE plpgsql AS $$
DECLARE
    past    holdfast.ready := holdfast.clogged_until(wanted);
    stepped bigint := pg_stat_get_xact_tuples_returned('holdfast.ready_next'::regclass);
    seen    tid[]  := ARRAY(SELECT p.row_id FROM holdfast.peek(wanted, max_tasks, past) AS p WHERE p.batch OR NOT batch_only);
    picked  holdfast.ready[];
    last    holdfast.ready;
BEGIN
    IF past IS NOT NULL AND cardinality(seen) < max_tasks THEN
        past := NULL;
        seen := ARRAY(SELECT p.row_id FROM holdfast.peek(wanted, max_tasks, past) AS p WHERE p.batch OR NOT batch_only);
    END IF;
    stepped := pg_stat_get_xact_tuples_returned('holdfast.ready_next'::regclass) - stepped;
    WITH taken AS (
        DELETE FROM holdfast.ready AS r WHERE r.ctid = ANY (seen) RETURNING r
    )
    SELECT array_agg(r ORDER BY (r).priority DESC, (r).task_id) INTO picked FROM taken;
    IF picked IS NULL THEN
        RETURN '{}';
    ELSIF past IS NOT NULL OR stepped > 500 + 2 * cardinality(picked) THEN
        last := picked[cardinality(picked)];
        last.ready_at := COALESCE(past.ready_at, clock_timestamp() + interval '1 second');
        PERFORM set_config('holdfast.clogged', last::text, false);
    END IF;
    RETURN picked;
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
-- Looks along lines: those of the resources that the given ones need exclusively, from there on; and those of what the next
-- tasks in them need besides. A task is had when each resource on which something is ahead of it has a line in which all
-- before it are had. Past one that is not, nothing in its lines is. Where the start of a line is not seen, "ahead" tells:
-- it counts what is not seen too; only a shared task could hide another, so no line begins with one.
-- Resources of which another session holds the row are left out: with these rows locked, nobody stops such a task meanwhile.
CREATE FUNCTION holdfast.chain(claimed bigint[], served text[], max_tasks integer) RETURNS bigint[]
LANGUAGE plpgsql AS $$
DECLARE
    own    record;
    lines  record;
    closed integer[] := '{}';
    found  bigint[]  := '{}';
    missed integer   := 0;
    next   record;
BEGIN
    SELECT array_agg(h.id) AS ids, array_agg(h.position) AS fronts, min(h.position) AS front
    INTO own
    FROM (SELECT unnest(u.exclusive_ids) AS id, u.position
          FROM unnest(claimed) AS c (id)
          CROSS JOIN LATERAL (SELECT * FROM holdfast.unfinished WHERE unfinished.id = c.id LIMIT 1) AS u) AS h;
    IF own.ids IS NULL THEN
        RETURN found;
    END IF;
    SELECT array_agg(r.id) AS ids, array_agg(n.front) AS fronts
    INTO lines
    FROM (SELECT a.id, max(a.front) AS front
          FROM (SELECT * FROM unnest(own.ids, own.fronts) AS o (id, front)
                UNION ALL
                SELECT unnest(u.exclusive_ids || u.shared_ids), own.front
                FROM unnest(own.ids, own.fronts) AS o (id, front)
                CROSS JOIN LATERAL (SELECT * FROM holdfast.places
                                    WHERE places.resource_id = o.id AND places.position > o.front
                                    ORDER BY places.position LIMIT 12) AS p
                CROSS JOIN LATERAL (SELECT * FROM holdfast.unfinished WHERE unfinished.id = p.task_id LIMIT 1) AS u) AS a
          GROUP BY a.id) AS n
    CROSS JOIN LATERAL (SELECT id FROM holdfast.resources WHERE resources.id = n.id FOR NO KEY UPDATE SKIP LOCKED LIMIT 1) AS r;
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
        SELECT c.task_id, c.lines, c.hidden, c.task_id = ANY (claimed) AS mine,
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
            missed := missed + 1;
            EXIT WHEN missed > 16 + cardinality(found) / 8;
        END IF;
    END LOOP;
    RETURN found;
END $$;

-- Claims ready tasks of these handlers: one for each free slot, and "extra" more where no idle worker could have them (or
-- where they are very quick), which then run in order after the others; then those that wait only for what was claimed. A task with a lock that
-- somebody else holds (a person, a session that is about to end) is parked: it keeps its place, and is looked at again when
-- the lock is released or by the sweep. One that is "chained" must not start before all that stand above it have ended.
CREATE FUNCTION holdfast.claim(worker integer, worker_name text, others bigint[], served text[], slots integer, extra integer)
RETURNS TABLE (id bigint, name text, handler text, attempt integer, max_attempts integer, payload text, batch boolean,
               time_limit double precision, unique_key text, chained boolean)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    -- Tasks so quick that another worker would take longer to wake up than this one to run them.
    quick     CONSTANT boolean := extra >= 50 * slots;
    picked    holdfast.ready[] := CASE WHEN holdfast.may_start('advisory') THEN holdfast.pick(served, slots) ELSE '{}' END;
    more      holdfast.ready[] := '{}';
    following bigint[] := '{}';
    candidate record;
    refused   bigint[] := '{}';
    placed    bigint[] := '{}';
    room      integer;
    alone     boolean := false;
    start     timestamptz;
BEGIN
    IF picked = '{}' THEN
        PERFORM holdfast.show_activity(worker_name, others);
        RETURN;
    END IF;
    -- Where the last one suits no batch the next ones likely do not either, and to look at them is to lock them.
    IF extra > 0 AND (picked[slots]).batch THEN
        alone := quick OR NOT EXISTS (SELECT FROM holdfast.idle AS i WHERE i.worker_id <> worker AND i.handlers && served);
        IF alone THEN
            more := holdfast.pick_of((picked[slots]).handler, extra, true);
        END IF;
    END IF;

    FOR candidate IN
        SELECT u.id, u.exclusive_ids, u.shared_ids, nr > cardinality(picked) AS batch, p.placed
        FROM unnest(picked || more) WITH ORDINALITY AS p (handler, priority, task_id, ready_at, batch, placed, nr)
        CROSS JOIN LATERAL (SELECT * FROM holdfast.unfinished WHERE unfinished.id = p.task_id LIMIT 1) AS u
        WHERE nr <= cardinality(picked) OR p.placed
        ORDER BY nr
    LOOP
        IF NOT holdfast.take_locks(CASE WHEN NOT candidate.batch THEN candidate.id END, candidate.exclusive_ids,
                                   candidate.shared_ids) THEN
            refused := refused || candidate.id;
        ELSIF candidate.placed THEN
            placed := placed || candidate.id;
        END IF;
    END LOOP;
    IF refused <> '{}' THEN
        INSERT INTO holdfast.parked
        SELECT p.task_id, p.ready_at FROM unnest(picked || more) AS p WHERE p.task_id = ANY (refused);
    END IF;

    -- How far to look along the lines is learned: a chain that another worker's tasks break is short, the next one likely too.
    room := least(extra - cardinality(more), 64 + 4 * COALESCE(NULLIF(current_setting('holdfast.chained', true), ''), '0')::integer, 2000);
    IF placed <> '{}' AND room > 0 AND alone THEN
        FOR candidate IN
            SELECT u.id, u.exclusive_ids, u.shared_ids
            FROM unnest(holdfast.chain(placed, served, room)) WITH ORDINALITY AS c (id, nr)
            CROSS JOIN LATERAL (SELECT * FROM holdfast.unfinished WHERE unfinished.id = c.id LIMIT 1) AS u
            ORDER BY nr
        LOOP
            EXIT WHEN NOT holdfast.take_locks(NULL, candidate.exclusive_ids, candidate.shared_ids);
            following := following || candidate.id;
        END LOOP;
        PERFORM set_config('holdfast.chained', cardinality(following)::text, false);
    END IF;

    -- After the locks were taken: predecessors have ended before.
    start := clock_timestamp();
    PERFORM holdfast.show_activity(worker_name, ARRAY(SELECT p.task_id FROM unnest(picked[1:6]) AS p
                                                      WHERE p.task_id <> ALL (refused)) || others);
    -- One that is still on the list was not told of this task alone, and others may wait that nobody was told of; so they do
    -- where there are more than a submit of many tells of.
    PERFORM holdfast.pass_on(served, CASE WHEN holdfast.strike_off(worker) THEN 0 ELSE holdfast.told_at_once() END);
    RETURN QUERY
        WITH mine AS MATERIALIZED (
            SELECT u.id, u.name, u.handler, u.attempt + 1 AS attempt, u.max_attempts, u.payload::text, c.ready_at, c.batch,
                   extract(epoch FROM u.time_limit)::double precision AS time_limit, u.unique_key, c.chained, c.nr
            FROM (SELECT p.task_id, p.ready_at, p.nr > cardinality(picked) AS batch, false AS chained, p.nr
                  FROM unnest(picked || more) WITH ORDINALITY AS p (handler, priority, task_id, ready_at, batch, placed, nr)
                  WHERE p.task_id <> ALL (refused)
                  UNION ALL
                  SELECT f.id, start, true, true, cardinality(picked || more) + f.nr
                  FROM unnest(following) WITH ORDINALITY AS f (id, nr)) AS c
            CROSS JOIN LATERAL (SELECT * FROM holdfast.unfinished WHERE unfinished.id = c.task_id LIMIT 1) AS u
        ), started AS (
            INSERT INTO holdfast.running (task_id, worker_id, attempt, ready_at, started_at, batch)
            SELECT m.id, worker, m.attempt, m.ready_at, start, m.batch FROM mine AS m
        )
        SELECT m.id, m.name, m.handler, m.attempt, m.max_attempts, m.payload, m.batch, m.time_limit, m.unique_key, m.chained
        FROM mine AS m ORDER BY m.nr;
END $$;

-- What ties a task to others.
CREATE TYPE holdfast.tie AS (
    id bigint, awaited boolean, has_dependents boolean, group_id bigint, unique_key text, after bigint[]
);

-- Ends tasks for good and lets their successors move up. The caller has taken the tasks' narrow rows away ("ran" are
-- those of running ones, in the order of the tasks) and holds the row locks of their resources. A task that is not to be
-- kept is remembered all the same when it did not complete, or when somebody awaits it. "ends": when they ended, if not now.
CREATE FUNCTION holdfast.settle(
    ran holdfast.running[], tasks bigint[], states holdfast.task_state[], results text[],
    types text[], messages text[], traces text[], takes text[] DEFAULT '{}', from_front boolean DEFAULT true,
    ends timestamptz[] DEFAULT NULL
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    given_up record;
BEGIN
    -- Arrays are taken apart side by side, and lead to tables by a LATERAL with a LIMIT, which leaves the planner no other
    -- way than the index: a plan made for a small table or a small array would join them row by row.
    WITH ending AS MATERIALIZED (
        SELECT u.*, COALESCE(e.try, u.attempt) AS tried, e.state, e.worker_id, e.ready_at, e.started_at, e.progress,
               e.progress_message, e.result, e.type, e.message, e.trace, e.ended_at
        FROM unnest(tasks, states, results, types, messages, traces, ends, ran)
             AS e (id, state, result, type, message, trace, ended_at, ran_id, worker_id, try, ready_at, started_at, batch, canceling,
                   progress, progress_message)
        CROSS JOIN LATERAL (SELECT * FROM holdfast.unfinished WHERE unfinished.id = e.id LIMIT 1) AS u
    ), gone AS (
        -- Says who waits for these tasks as it is at that moment: others may just have begun to.
        DELETE FROM holdfast.unfinished WHERE id = ANY (tasks)
        RETURNING id, awaited, has_dependents, group_id, unique_key, after
    ), kept AS (
        INSERT INTO holdfast.finished (
            id, name, handler, state, priority, exclusive, shared, payload, max_attempts, parent_id, group_id, submitted_at,
            position, attempt, worker_id, ready_at, started_at, finished_at, progress, progress_message, result,
            error_type, error_message, error_trace, due_at, backoff, time_limit, unique_key, after)
        SELECT g.id, g.name, g.handler, g.state, g.priority, g.exclusive, g.shared, g.payload, g.max_attempts, g.parent_id,
               g.group_id, g.submitted_at, g.position, g.tried, g.worker_id, g.ready_at, g.started_at,
               COALESCE(g.ended_at, clock_timestamp()), g.progress, g.progress_message, g.result::jsonb, g.type, g.message, g.trace,
               g.due_at, g.backoff, g.time_limit, g.unique_key, g.after
        FROM ending AS g
        WHERE g.keep OR g.awaited OR g.state <> 'completed'
    ), left_places AS (
        DELETE FROM holdfast.places
        WHERE ctid = ANY (ARRAY(SELECT p.ctid
                                FROM ending AS g
                                CROSS JOIN LATERAL unnest(g.exclusive_ids || g.shared_ids) AS r
                                CROSS JOIN LATERAL (SELECT ctid FROM holdfast.places
                                                    WHERE resource_id = r AND position = g.position LIMIT 1) AS p))
        RETURNING resource_id, position, shared
    )
    SELECT p.*, t.tied
    INTO given_up
    FROM (SELECT array_agg(resource_id) AS resource_ids, array_agg(position) AS positions, array_agg(shared) AS were_shared
          FROM left_places) AS p
    CROSS JOIN (SELECT array_agg(ROW(gone.*)::holdfast.tie) AS tied FROM gone
                WHERE awaited OR has_dependents OR group_id IS NOT NULL OR unique_key IS NOT NULL OR after IS NOT NULL) AS t;

    IF given_up.resource_ids IS NOT NULL THEN
        PERFORM holdfast.advance(given_up.resource_ids, given_up.positions, given_up.were_shared, takes, from_front);
    END IF;
    IF given_up.tied IS NOT NULL THEN
        PERFORM holdfast.untie(given_up.tied, tasks, states);
    END IF;
END $$;

-- The same for one task that ran, or was about to: of a batch nobody knows.
CREATE FUNCTION holdfast.settle_one(ran holdfast.running, outcome holdfast.task_state, type text, message text) RETURNS void
LANGUAGE sql AS $$
    SELECT holdfast.settle(ARRAY[(ran.task_id, ran.worker_id, ran.attempt, ran.ready_at,
                                  CASE WHEN NOT ran.batch THEN ran.started_at END, ran.batch, ran.canceling, ran.progress,
                                  ran.progress_message)::holdfast.running], ARRAY[ran.task_id], ARRAY[outcome], ARRAY[NULL], ARRAY[type], ARRAY[message], ARRAY[NULL],
                           from_front => false)
$$;

-- Tells those who wait for the end of these tasks, and gives their keys back.
CREATE FUNCTION holdfast.untie(gone holdfast.tie[], tasks bigint[], states holdfast.task_state[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('holdfast_task_' || g.id, e.state::text)
    FROM unnest(gone) AS g JOIN unnest(tasks, states) AS e (id, state) ON e.id = g.id
    WHERE g.awaited;

    INSERT INTO holdfast.following (task_id, cause)
    SELECT p.task_id, p.prerequisite
    FROM unnest(gone) AS g JOIN holdfast.prerequisites AS p ON p.prerequisite = g.id
    WHERE g.has_dependents;
    IF FOUND THEN
        PERFORM holdfast.wake_any();
    END IF;
    DELETE FROM holdfast.prerequisites AS p USING unnest(gone) AS g WHERE g.after IS NOT NULL AND p.task_id = g.id;

    UPDATE holdfast.unique_keys AS k SET ended = true
    FROM unnest(gone) AS g WHERE k.key = g.unique_key AND k.task_id = g.id AND k.until > clock_timestamp();
    DELETE FROM holdfast.unique_keys AS k
    USING unnest(gone) AS g WHERE k.key = g.unique_key AND k.task_id = g.id AND NOT k.ended;

    -- Who awaits a group is told when nothing is left of it that waits: those that still run will tell it again.
    PERFORM pg_notify('holdfast_group_' || a.id, '')
    FROM holdfast.task_groups AS a
    WHERE a.awaited AND a.id IN (SELECT g.group_id FROM unnest(gone) AS g)
      AND NOT EXISTS (SELECT FROM (SELECT u.id FROM holdfast.unfinished AS u WHERE u.group_id = a.id
                                   ORDER BY u.group_id DESC, u.id DESC LIMIT 50) AS latest
                      WHERE NOT EXISTS (SELECT FROM holdfast.running AS r WHERE r.task_id = latest.id));
END $$;

-- Puts tasks whose narrow row of a running one was taken away back in line, at the places they never lost. "attempts"
-- are those they have behind them now. With "pause" each first waits for its back-off, if it has one: doubled with each
-- attempt, at most an hour, and up to a fifth more or less, so that tasks that failed together do not meet again.
CREATE FUNCTION holdfast.requeue(
    tasks bigint[], attempts integer[], types text[], messages text[], takes text[] DEFAULT '{}',
    one_by_one boolean DEFAULT false, pause boolean DEFAULT false
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    pausing bigint[];
BEGIN
    UPDATE holdfast.unfinished AS u
    SET attempt = e.attempt, error_type = COALESCE(e.type, u.error_type), error_message = COALESCE(e.message, u.error_message)
    FROM unnest(tasks, attempts, types, messages) AS e (id, attempt, type, message)
    WHERE u.id = e.id;
    IF pause THEN
        WITH paused AS (
            INSERT INTO holdfast.scheduled (task_id, due_at)
            SELECT u.id, clock_timestamp() + (0.8 + 0.4 * random()) * least(u.backoff * 2 ^ least(u.attempt - 1, 20), interval '1 hour')
            FROM holdfast.unfinished AS u
            WHERE u.id = ANY (tasks) AND u.backoff > interval '0'
            RETURNING task_id
        )
        SELECT array_agg(task_id) INTO pausing FROM paused;
    END IF;
    IF pausing IS NOT NULL THEN
        tasks := ARRAY(SELECT t FROM unnest(tasks) AS t WHERE t <> ALL (pausing));
    END IF;
    PERFORM holdfast.make_ready(tasks, takes, one_by_one);
END $$;

-- The same as holdfast.finish for attempts that did not fail, of tasks without a place in any line: one pass over each table.
-- Without nested loops, since a plan made for few tasks would join many row by row.
CREATE FUNCTION holdfast.finish_free(
    worker integer, tasks bigint[], tries integer[], outcomes holdfast.task_state[], results text[]
) RETURNS SETOF bigint
LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE
    done record;
BEGIN
    WITH gone AS (
        DELETE FROM holdfast.running WHERE task_id = ANY (tasks) AND worker_id = worker
        RETURNING task_id, attempt, ready_at, started_at, batch, progress, progress_message
    ), ending AS (
        -- Says who waits for these tasks as it is at that moment: others may just have begun to.
        DELETE FROM holdfast.unfinished WHERE id = ANY (ARRAY(SELECT task_id FROM gone)) RETURNING *
    ), kept AS (
        INSERT INTO holdfast.finished (
            id, name, handler, state, priority, exclusive, shared, payload, max_attempts, parent_id, group_id, submitted_at,
            position, attempt, worker_id, ready_at, started_at, finished_at, progress, progress_message, result,
            due_at, backoff, time_limit, unique_key, after)
        SELECT u.id, u.name, u.handler, e.state, u.priority, u.exclusive, u.shared, u.payload, u.max_attempts, u.parent_id,
               u.group_id, u.submitted_at, u.position, g.attempt, worker, g.ready_at, g.started_at, clock_timestamp(),
               g.progress, g.progress_message, e.result::jsonb, u.due_at, u.backoff, u.time_limit, u.unique_key, u.after
        FROM ending AS u
        JOIN gone AS g ON g.task_id = u.id
        JOIN unnest(tasks, outcomes, results) AS e (id, state, result) ON e.id = u.id
        WHERE u.keep OR u.awaited OR e.state <> 'completed'
    )
    SELECT array_agg(task_id ORDER BY task_id) AS ids, array_agg(attempt ORDER BY task_id) AS tries,
           array_agg(task_id) FILTER (WHERE NOT batch) AS locked,
           (SELECT array_agg(ROW(id, awaited, has_dependents, group_id, unique_key, after)::holdfast.tie) FROM ending
            WHERE awaited OR has_dependents OR group_id IS NOT NULL OR unique_key IS NOT NULL OR after IS NOT NULL) AS tied
    INTO done FROM gone;
    IF done.tries <> tries AND EXISTS (SELECT FROM unnest(done.ids, done.tries) AS d (id, try)
                                       JOIN unnest(tasks, tries) AS e (id, try) ON e.id = d.id WHERE d.try <> e.try) THEN
        RAISE EXCEPTION USING ERRCODE = 'serialization_failure', MESSAGE = 'another attempt of a task has begun meanwhile';
    END IF;
    IF done.tied IS NOT NULL THEN
        PERFORM holdfast.untie(done.tied, tasks, outcomes);
    END IF;
    PERFORM pg_advisory_unlock(l) FROM unnest(done.locked) AS l;
    RETURN QUERY SELECT unnest(done.ids);
END $$;

-- Finishes attempts and returns the state that each task is in then; one that is missing is no longer this worker's, and
-- nothing was written of it. A failed attempt that is not the last goes back in line.
-- The locks are dropped before commit: until then the order shows the tasks, so no successor can start, and after it a
-- successor finds them free. "takes" are the handlers of which the worker takes a task next; "begins" and "ends" say when
-- tasks of a chain ran, in microseconds since the claim.
CREATE FUNCTION holdfast.finish(
    worker integer, tasks bigint[], tries integer[], outcomes holdfast.task_state[], results text[],
    types text[], messages text[], traces text[], takes text[] DEFAULT '{}', begins bigint[] DEFAULT NULL, ends bigint[] DEFAULT NULL
) RETURNS TABLE (id bigint, state holdfast.task_state)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    touched CONSTANT integer[] := holdfast.needs_of(tasks);
    smooth  CONSTANT boolean   := 'completed' = ALL (outcomes);
    locked  record;
    mine    record;
    taken   record;
    done    record;
BEGIN
    IF touched = '{}' AND 'failed' <> ALL (outcomes) THEN
        RETURN QUERY
            SELECT f, CASE WHEN smooth THEN 'completed' ELSE outcomes[array_position(tasks, f)] END
            FROM holdfast.finish_free(worker, tasks, tries, outcomes, results) AS f;
        RETURN;
    ELSIF touched <> '{}' THEN
        PERFORM holdfast.lock_resources(touched);
    END IF;
    SELECT array_agg(CASE WHEN NOT r.batch THEN u.id END) AS owners, array_agg(n.id) AS resources, array_agg(n.shared) AS shared
    INTO locked
    FROM unnest(tasks) AS t (id)
    CROSS JOIN LATERAL (SELECT batch FROM holdfast.running WHERE task_id = t.id AND worker_id = worker LIMIT 1) AS r
    CROSS JOIN LATERAL (SELECT * FROM holdfast.unfinished WHERE unfinished.id = t.id LIMIT 1) AS u
    LEFT JOIN LATERAL (SELECT unnest(u.exclusive_ids), false
                       UNION ALL
                       SELECT unnest(u.shared_ids), true) AS n (id, shared) ON true
    WHERE NOT r.batch OR u.position IS NOT NULL;

    SELECT array_agg(r.running) AS ran, array_agg(e.id) AS ids, array_agg(e.try) AS tries, array_agg(e.outcome) AS outcomes,
           array_agg(e.result) AS results, array_agg(e.type) AS types, array_agg(e.message) AS messages,
           array_agg(e.trace) AS traces, array_agg(u.max_attempts) AS max_attempts,
           array_agg((r.running).started_at + e.began * interval '1 microsecond') AS begins,
           array_agg((r.running).started_at + e.ended * interval '1 microsecond') AS ends,
           -- Those of a chain have ended in their order; one that did not wait for the others leaves these before it.
           COALESCE(bool_and(u.ahead = 0 OR e.outcome = 'completed' AND cardinality(tasks) > 1), true) AS from_front
    INTO mine
    FROM unnest(tasks, tries, outcomes, results, types, messages, traces, begins, ends)
         AS e (id, try, outcome, result, type, message, trace, began, ended)
    CROSS JOIN LATERAL (
        SELECT running FROM holdfast.running
        WHERE task_id = e.id AND worker_id = worker AND running.attempt = e.try LIMIT 1
    ) AS r
    CROSS JOIN LATERAL (SELECT max_attempts, ahead FROM holdfast.unfinished WHERE unfinished.id = e.id LIMIT 1) AS u;
    IF mine.ids IS NULL THEN
        RETURN;
    END IF;
    WITH gone AS (
        DELETE FROM holdfast.running WHERE task_id = ANY (mine.ids) AND worker_id = worker RETURNING task_id, canceling
    )
    SELECT count(*) AS count, COALESCE(array_agg(task_id) FILTER (WHERE canceling), '{}') AS canceling INTO taken FROM gone;
    IF taken.count <> cardinality(mine.ids) THEN
        RAISE EXCEPTION USING ERRCODE = 'serialization_failure', MESSAGE = 'another session took tasks of this worker away meanwhile';
    END IF;

    SELECT array_agg(e.id) FILTER (WHERE e.again) AS again, array_agg(e.try) FILTER (WHERE e.again) AS attempts,
           array_agg(e.type) FILTER (WHERE e.again) AS again_types, array_agg(e.message) FILTER (WHERE e.again) AS again_messages,
           array_agg(e.ran) FILTER (WHERE NOT e.again) AS ran, array_agg(e.id) FILTER (WHERE NOT e.again) AS ended,
           array_agg(e.outcome) FILTER (WHERE NOT e.again) AS outcomes, array_agg(e.result) FILTER (WHERE NOT e.again) AS results,
           array_agg(e.type) FILTER (WHERE NOT e.again) AS types, array_agg(e.message) FILTER (WHERE NOT e.again) AS messages,
           array_agg(e.trace) FILTER (WHERE NOT e.again) AS traces, array_agg(e.ended) FILTER (WHERE NOT e.again) AS ends
    INTO done
    FROM (SELECT e.*, (e.task_id, e.worker_id, e.attempt, e.ready_at, 
                       -- It was canceled before its turn came.
                       CASE WHEN e.outcome = 'canceled' AND e.began = e.ended THEN NULL ELSE COALESCE(e.began, e.started_at) END,
                       e.batch, e.canceling, e.progress,
                       e.progress_message)::holdfast.running AS ran,
                 e.outcome = 'failed' AND e.try < e.max_attempts AND e.id <> ALL (taken.canceling) AS again
          FROM unnest(mine.ran, mine.ids, mine.tries, mine.outcomes, mine.results, mine.types, mine.messages, mine.traces,
                      mine.max_attempts, mine.begins, mine.ends)
               AS e (task_id, worker_id, attempt, ready_at, started_at, batch, canceling, progress, progress_message,
                     id, try, outcome, result, type, message, trace, max_attempts, began, ended)) AS e;

    IF done.again IS NOT NULL THEN
        PERFORM holdfast.requeue(done.again, done.attempts, done.again_types, done.again_messages, takes, pause => true);
    END IF;
    IF done.ended IS NOT NULL THEN
        PERFORM holdfast.settle(done.ran, done.ended, done.outcomes, done.results, done.types, done.messages, done.traces, takes,
                                mine.from_front, done.ends);
    END IF;
    IF locked.owners IS NOT NULL THEN
        PERFORM holdfast.drop_locks_of(locked.owners, locked.resources, locked.shared);
    END IF;
    RETURN QUERY
        SELECT u.id, u.state
        FROM (SELECT unnest(done.ended), unnest(done.outcomes)
              UNION ALL
              SELECT unnest(done.again), 'waiting') AS u (id, state);
END $$;

-- Gives claimed tasks back that were not started: the attempt does not count.
CREATE FUNCTION holdfast.give_back(worker integer, tasks bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    candidate record;
    given     bigint[] := '{}';
BEGIN
    FOR candidate IN
        SELECT u.id, u.exclusive_ids, u.shared_ids, u.position IS NOT NULL AS locked
        FROM holdfast.running AS r JOIN holdfast.unfinished AS u ON u.id = r.task_id
        WHERE r.task_id = ANY (tasks) AND r.worker_id = worker AND r.batch AND NOT r.canceling
        ORDER BY r.task_id
        FOR UPDATE OF r
    LOOP
        DELETE FROM holdfast.running WHERE task_id = candidate.id;
        IF candidate.locked THEN
            PERFORM holdfast.drop_locks(NULL, candidate.exclusive_ids, candidate.shared_ids);
        END IF;
        given := given || candidate.id;
    END LOOP;
    PERFORM holdfast.make_ready(given);
END $$;
