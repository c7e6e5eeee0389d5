-- Finishing many tasks at once, on the worker's lock session, which holds their locks.

-- What ties a task to others.
CREATE TYPE holdfast.tie AS (
    id bigint, awaited boolean, has_dependents boolean, group_id bigint, unique_key text, after bigint[]
);

-- Ends tasks for good and lets their successors move up. The caller has taken the tasks' narrow rows away ("ran" are
-- those of running ones, in the order of the tasks) and holds the row locks of their resources. A task that is not to be
-- kept is remembered all the same when it did not complete, or when somebody awaits it.
CREATE FUNCTION holdfast.settle(
    ran holdfast.running[], tasks bigint[], states holdfast.task_state[], results text[],
    types text[], messages text[], traces text[]
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    given_up record;
BEGIN
    -- Arrays are taken apart side by side, and lead to tables by a LATERAL with a LIMIT, which leaves the planner no other
    -- way than the index: a plan made for a small table or a small array would join them row by row.
    WITH ending AS MATERIALIZED (
        SELECT u.*, COALESCE(e.try, u.attempt) AS tried, e.state, e.worker_id, e.ready_at, e.started_at, e.progress,
               e.progress_message, e.result, e.type, e.message, e.trace
        FROM unnest(tasks, states, results, types, messages, traces, ran)
             AS e (id, state, result, type, message, trace, ran_id, worker_id, try, ready_at, started_at, batch, canceling,
                   progress, progress_message, place)
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
               clock_timestamp(), g.progress, g.progress_message, g.result::jsonb, g.type, g.message, g.trace,
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
        PERFORM holdfast.advance(given_up.resource_ids, given_up.positions, given_up.were_shared, from_front => false);
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
                                  ran.progress_message, ran.position)::holdfast.running],
                           ARRAY[ran.task_id], ARRAY[outcome], ARRAY[NULL], ARRAY[type], ARRAY[message], ARRAY[NULL])
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

-- What ended tasks leave to be done.
CREATE TYPE holdfast.leavings AS (
    ids bigint[], tied holdfast.tie[], from_front boolean, left_train integer,
    -- Their places, and beside each the task, where it has a lock of its own; such a task without a place has a row too.
    owners bigint[], resources integer[], positions bigint[], shared boolean[]
);

-- Takes away the rows of attempts that were the last ones, and remembers what is to be kept: one pass over each table.
-- Without nested loops, since a plan made for few tasks would join many row by row.
CREATE FUNCTION holdfast.take_away(
    worker integer, tasks bigint[], tries integer[], outcomes holdfast.task_state[], results text[], types text[], messages text[],
    traces text[], begins bigint[], ends bigint[]
) RETURNS holdfast.leavings
LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE
    all_completed CONSTANT boolean := 'completed' = ALL (outcomes);
    left_behind holdfast.leavings;
BEGIN
    WITH gone AS (
        DELETE FROM holdfast.running AS r USING unnest(tasks, tries, outcomes) AS e (id, try, state)
        WHERE r.task_id = ANY (tasks) AND r.worker_id = worker AND r.task_id = e.id AND r.attempt = e.try
        RETURNING r.task_id, e.state, r.attempt, r.ready_at, r.started_at, r.batch, r.progress, r.progress_message,
                  r.position
    ), ending AS (
        -- Says who waits for these tasks as it is at that moment: others may just have begun to. The whole row is read back only
        -- where it is kept.
        DELETE FROM holdfast.unfinished AS u WHERE id = ANY (ARRAY(SELECT task_id FROM gone))
        RETURNING id, position, exclusive_ids, shared_ids, ahead, awaited, has_dependents, group_id, unique_key, after,
                  CASE WHEN keep OR awaited OR NOT all_completed THEN u END AS whole
    ), own AS MATERIALIZED (
        SELECT CASE WHEN NOT g.batch THEN u.id END AS owner, u.position, u.exclusive_ids, u.shared_ids
        FROM ending AS u JOIN gone AS g ON g.task_id = u.id
        WHERE NOT g.batch OR u.position IS NOT NULL
    ), needs AS MATERIALIZED (
        SELECT owner, position, unnest(exclusive_ids) AS resource, false AS shared FROM own
        UNION ALL
        SELECT owner, position, unnest(shared_ids), true FROM own
        UNION ALL
        SELECT owner, NULL, NULL, NULL FROM own WHERE position IS NULL
    ), given_up AS (
        DELETE FROM holdfast.places
        WHERE ctid = ANY (ARRAY(SELECT p.ctid
                                FROM needs AS n
                                CROSS JOIN LATERAL (SELECT ctid FROM holdfast.places
                                                    WHERE resource_id = n.resource AND position = n.position LIMIT 1) AS p))
    ), kept AS (
        INSERT INTO holdfast.finished (
            id, name, handler, state, priority, exclusive, shared, payload, max_attempts, parent_id, group_id, submitted_at,
            position, attempt, worker_id, ready_at, started_at, finished_at, progress, progress_message, result,
            error_type, error_message, error_trace, due_at, backoff, time_limit, unique_key, after)
        SELECT u.id, u.name, u.handler, g.state, u.priority, u.exclusive, u.shared, u.payload, u.max_attempts, u.parent_id,
               u.group_id, u.submitted_at, COALESCE(u.position, g.position), g.attempt, worker, g.ready_at,
               -- It was canceled before its turn came.
               CASE WHEN g.state <> 'canceled' OR e.began IS DISTINCT FROM e.ended OR e.began IS NULL
                    THEN g.started_at + COALESCE(e.began, 0) * interval '1 microsecond' END,
               COALESCE(g.started_at + e.ended * interval '1 microsecond', clock_timestamp()),
               g.progress, g.progress_message, e.result::jsonb, e.type, e.message, e.trace, u.due_at, u.backoff, u.time_limit,
               u.unique_key, u.after
        FROM (SELECT (whole).* FROM ending WHERE whole IS DISTINCT FROM NULL) AS u
        JOIN gone AS g ON g.task_id = u.id
        JOIN unnest(tasks, results, types, messages, traces, begins, ends)
             AS e (id, result, type, message, trace, began, ended) ON e.id = u.id
        WHERE u.keep OR u.awaited OR g.state <> 'completed'
    )
    SELECT g.ids, u.tied, u.all_first OR cardinality(tasks) > 1 AND all_completed, g.left_train, n.*
    INTO left_behind
    FROM (SELECT array_agg(task_id) AS ids, count(position)::integer AS left_train FROM gone) AS g
    CROSS JOIN (SELECT array_agg(ROW(id, awaited, has_dependents, group_id, unique_key, after)::holdfast.tie)
                           FILTER (WHERE awaited OR has_dependents OR group_id IS NOT NULL OR unique_key IS NOT NULL
                                         OR after IS NOT NULL) AS tied,
                       bool_and(ahead = 0) AS all_first
                FROM ending) AS u
    CROSS JOIN (SELECT array_agg(owner), array_agg(resource), array_agg(position), array_agg(shared) FROM needs) AS n;
    RETURN left_behind;
END $$;

-- Puts those of the attempts back in line that failed and were not the last ones of their tasks. Returns these tasks.
CREATE FUNCTION holdfast.try_again(
    worker integer, tasks bigint[], tries integer[], outcomes holdfast.task_state[], types text[], messages text[], takes text[]
) RETURNS bigint[]
LANGUAGE plpgsql AS $$
DECLARE
    back record;
BEGIN
    WITH failed AS MATERIALIZED (
        SELECT e.id, e.try, e.type, e.message
        FROM unnest(tasks, tries, outcomes, types, messages) AS e (id, try, outcome, type, message)
        CROSS JOIN LATERAL (SELECT max_attempts FROM holdfast.unfinished WHERE unfinished.id = e.id LIMIT 1) AS u
        CROSS JOIN LATERAL (SELECT FROM holdfast.running
                            WHERE task_id = e.id AND worker_id = worker AND attempt = e.try LIMIT 1) AS r
        WHERE e.outcome = 'failed' AND e.try < u.max_attempts
    ), gone AS (
        DELETE FROM holdfast.running
        WHERE task_id = ANY (ARRAY(SELECT id FROM failed)) AND worker_id = worker AND NOT canceling
        RETURNING task_id, batch
    )
    SELECT array_agg(f.id) AS tasks, array_agg(f.try) AS tries, array_agg(f.type) AS types, array_agg(f.message) AS messages,
           array_agg(g.batch) AS batch
    INTO back
    FROM failed AS f JOIN gone AS g ON g.task_id = f.id;
    IF back.tasks IS NOT NULL THEN
        PERFORM holdfast.requeue(back.tasks, back.tries, back.types, back.messages, takes, pause => true);
        PERFORM holdfast.drop_locks(back.tasks, back.batch);
    END IF;
    RETURN back.tasks;
END $$;

-- Finishes attempts. Returns those that did not end as they were to: 'waiting' for one that failed, was not the last, and goes back
-- in line; null for one that is no longer this worker's, of which nothing was written.
-- The locks are dropped before commit: until then the order shows the tasks, so no successor can start, and after it a
-- successor finds them free. "tries" is null where all were first attempts, and "outcomes" where all completed; "takes" are the
-- handlers of which the worker takes a task next; "begins" and "ends" say when tasks of a chain ran, in microseconds since the
-- claim; "needy" are those that may need a resource, null for all.
CREATE FUNCTION holdfast.finish(
    worker integer, tasks bigint[], tries integer[], outcomes holdfast.task_state[], results text[],
    types text[], messages text[], traces text[], takes text[] DEFAULT '{}', begins bigint[] DEFAULT NULL, ends bigint[] DEFAULT NULL,
    needy bigint[] DEFAULT NULL
) RETURNS TABLE (id bigint, state holdfast.task_state)
LANGUAGE plpgsql AS $$
DECLARE
    touched CONSTANT integer[] := holdfast.needs_of(COALESCE(needy, tasks)) || holdfast.train_resources(worker);
    back    bigint[] := '{}';
    done    holdfast.leavings;
BEGIN
    tries    := COALESCE(tries, array_fill(1, ARRAY[cardinality(tasks)]));
    outcomes := COALESCE(outcomes, array_fill('completed'::holdfast.task_state, ARRAY[cardinality(tasks)]));
    IF touched <> '{}' THEN
        PERFORM holdfast.lock_resources(touched);
    END IF;
    IF 'failed' = ANY (outcomes) THEN
        PERFORM holdfast.part_train(worker, locked => true);
        back := COALESCE(holdfast.try_again(worker, tasks, tries, outcomes, types, messages, takes), '{}');
    END IF;
    done := holdfast.take_away(worker, tasks, tries, outcomes, results, types, messages, traces, begins, ends);
    IF done.positions[1] IS NOT NULL THEN
        PERFORM holdfast.advance(done.resources, done.positions, done.shared, takes, done.from_front);
    END IF;
    IF done.left_train > 0 THEN
        PERFORM holdfast.leave_train(worker, done.left_train, takes);
    END IF;
    IF done.tied IS NOT NULL THEN
        PERFORM holdfast.untie(done.tied, tasks, outcomes);
    END IF;
    IF done.owners IS NOT NULL THEN
        PERFORM holdfast.drop_locks_of(done.owners, done.resources, done.shared);
    END IF;
    IF cardinality(COALESCE(done.ids, '{}')) < cardinality(tasks) THEN
        RETURN QUERY
            SELECT t, CASE WHEN t = ANY (back) THEN 'waiting'::holdfast.task_state END
            FROM unnest(tasks) AS t WHERE NOT EXISTS (SELECT FROM unnest(done.ids) AS d WHERE d = t);
    END IF;
END $$;

-- Finishes tasks of the worker's train that completed, on any session: the train, which goes on even where nobody is left in it, is
-- what has locks and places. Returns those that are no longer the worker's; null where it has no train, and nothing was written.
CREATE FUNCTION holdfast.finish_riding(worker integer, tasks bigint[], results text[], begins bigint[], ends bigint[]) RETURNS bigint[]
LANGUAGE plpgsql AS $$
DECLARE
    outcomes CONSTANT holdfast.task_state[] := array_fill('completed'::holdfast.task_state, ARRAY[cardinality(tasks)]);
    done     holdfast.leavings;
BEGIN
    -- So that they are not given places meanwhile.
    PERFORM FROM holdfast.trains WHERE worker_id = worker FOR KEY SHARE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    done := holdfast.take_away(worker, tasks, array_fill(1, ARRAY[cardinality(tasks)]), outcomes, results, NULL, NULL, NULL,
                               begins, ends);
    IF done.tied IS NOT NULL THEN
        PERFORM holdfast.untie(done.tied, tasks, outcomes);
    END IF;
    UPDATE holdfast.trains SET riding = riding - done.left_train WHERE worker_id = worker;
    RETURN CASE WHEN cardinality(COALESCE(done.ids, '{}')) = cardinality(tasks) THEN '{}'
                ELSE ARRAY(SELECT t FROM unnest(tasks) AS t WHERE NOT EXISTS (SELECT FROM unnest(done.ids) AS d WHERE d = t)) END;
END $$;

-- Gives claimed tasks back that were not started: the attempt does not count. A train is parted in any case, so that a task that
-- takes long holds no more than what it needs itself.
CREATE FUNCTION holdfast.give_back(worker integer, tasks bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    given bigint[];
BEGIN
    PERFORM holdfast.part_train(worker, locked => true);
    WITH gone AS (
        DELETE FROM holdfast.running
        WHERE task_id = ANY (tasks) AND worker_id = worker AND batch AND NOT canceling
        RETURNING task_id
    )
    SELECT array_agg(task_id) INTO given FROM gone;
    IF given IS NOT NULL THEN
        PERFORM holdfast.drop_locks(given, array_fill(true, ARRAY[cardinality(given)]));
        PERFORM holdfast.make_ready(given);
    END IF;
END $$;
