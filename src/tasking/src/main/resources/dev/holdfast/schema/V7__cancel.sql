-- Ends a task that has not started. Whoever takes a task's narrow row away decides about the task; a blocked one has none,
-- and is kept in place by the row locks of its resources; one that waits for others has none, and is kept by its own.
-- Returns the outcome, or the state that the task is in when it has started: with "running_too" its worker is told to stop
-- it, and the state is canceling. NULL when there is no such task.
-- The narrow tables are small and may hold many dead rows: a plan made for their size would read them whole.
CREATE FUNCTION holdfast.stop(
    task bigint, outcome holdfast.task_state, type text, message text, running_too boolean
) RETURNS holdfast.task_state
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    seen   record;
    fresh  record;
    runs   holdfast.running;
    taken  boolean;
BEGIN
    LOOP
        SELECT u.exclusive_ids || u.shared_ids AS resource_ids, u.handler, u.priority
        INTO seen
        FROM holdfast.unfinished AS u WHERE u.id = task;
        IF NOT FOUND THEN
            RETURN (SELECT state FROM holdfast.finished WHERE id = task);
        END IF;
        -- The block is a savepoint: when the task has moved on meanwhile, its locks are given back and taken in order.
        BEGIN
            PERFORM holdfast.lock_resources(seen.resource_ids);
            SELECT * INTO runs FROM holdfast.running AS r WHERE r.task_id = task FOR UPDATE;
            IF FOUND AND running_too THEN
                UPDATE holdfast.running SET canceling = true WHERE task_id = task AND NOT canceling;
                PERFORM pg_notify('holdfast_' || runs.worker_id, 'cancel ' || task);
                RETURN 'canceling';
            ELSIF FOUND THEN
                RETURN CASE WHEN runs.canceling THEN 'canceling' ELSE 'running' END;
            END IF;
            taken := holdfast.take_waiting(task, seen.handler, seen.priority);
            SELECT u.exclusive_ids || u.shared_ids AS resource_ids, u.ahead
            INTO fresh
            FROM holdfast.unfinished AS u WHERE u.id = task FOR UPDATE;
            IF fresh.resource_ids IS DISTINCT FROM seen.resource_ids
               OR NOT taken AND COALESCE(fresh.ahead, 0) = 0
                  AND NOT EXISTS (SELECT FROM holdfast.prerequisites WHERE task_id = task) THEN
                RAISE EXCEPTION USING ERRCODE = 'HF009';
            END IF;
            PERFORM holdfast.settle('{}', ARRAY[task], ARRAY[outcome], ARRAY[NULL], ARRAY[type], ARRAY[message], ARRAY[NULL]);
            RETURN outcome;
        EXCEPTION WHEN SQLSTATE 'HF009' THEN
            NULL;
        END;
    END LOOP;
END $$;

-- Canceling. A waiting task ends at once; a running one is told, through its worker, and ends when it was seen to stop.
-- Returns the state the task is in then (unchanged when it had finished already), NULL when there is no such task.
CREATE FUNCTION holdfast.cancel(task bigint) RETURNS holdfast.task_state
LANGUAGE plpgsql AS $$
DECLARE
    name    CONSTANT text := (SELECT t.name FROM holdfast.tasks AS t WHERE t.id = task);
    outcome CONSTANT holdfast.task_state := holdfast.stop(task, 'canceled', 'Canceled', 'canceled before it started', true);
BEGIN
    IF outcome IS NOT NULL THEN
        PERFORM holdfast.note('cancel', format('task %s (%s)', task, name), outcome::text);
    END IF;
    RETURN outcome;
END $$;

-- Takes the narrow row of a task that waits and is not blocked; false when it has none.
CREATE FUNCTION holdfast.take_waiting(task bigint, served_by text, rank smallint) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    IF holdfast.take_ready(task, served_by, rank) IS NOT NULL THEN
        RETURN true;
    END IF;
    DELETE FROM holdfast.submitted WHERE task_id = task;
    IF NOT FOUND THEN
        DELETE FROM holdfast.parked WHERE task_id = task;
    END IF;
    IF NOT FOUND THEN
        DELETE FROM holdfast.scheduled WHERE task_id = task;
    END IF;
    RETURN FOUND;
END $$;

-- Takes the row in ready of this one task, and leaves theirs to the others of its bundle. Returns since when it was ready; NULL when
-- it has none.
CREATE FUNCTION holdfast.take_ready(task bigint, served_by text, rank smallint) RETURNS timestamptz
LANGUAGE plpgsql AS $$
DECLARE
    since timestamptz;
BEGIN
    PERFORM holdfast.open_bundle(served_by, rank, task);
    DELETE FROM holdfast.ready WHERE handler = served_by AND priority = rank AND task_id = task RETURNING ready_at INTO since;
    RETURN since;
END $$;

-- Gives each task a row of its own that is in a bundle with this one, if it is in a bundle, as its first or a further one.
CREATE FUNCTION holdfast.open_bundle(served_by text, rank smallint, task bigint) RETURNS void
LANGUAGE sql AS $$
    WITH opened AS (
        DELETE FROM holdfast.ready
        WHERE ctid = ANY (ARRAY(SELECT b.ctid
                                FROM (SELECT ctid, task_id, further FROM holdfast.ready
                                      WHERE handler = served_by AND priority = rank AND task_id <= task
                                      ORDER BY task_id DESC LIMIT 1) AS b
                                WHERE b.further > 0 AND b.task_id + b.further >= task))
        RETURNING *
    )
    INSERT INTO holdfast.ready (handler, priority, task_id, ready_at, batch)
    SELECT o.handler, o.priority, o.task_id + n, o.ready_at, o.batch
    FROM opened AS o CROSS JOIN LATERAL generate_series(0, o.further) AS n
$$;
