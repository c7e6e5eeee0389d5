-- Canceling. A waiting task ends at once; a running one is told, through its worker, and ends when it was seen to stop.
-- Returns the state the task is in then (unchanged when it had finished already), NULL when there is no such task.
-- Whoever takes a task's narrow row away decides about the task; a blocked one has none, and is kept in place by the row
-- locks of its resources.
-- The narrow tables are small and may hold many dead rows: a plan made for their size would read them whole.
CREATE FUNCTION holdfast.cancel(task bigint) RETURNS holdfast.task_state
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    seen   record;
    fresh  record;
    runner integer;
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
            SELECT r.worker_id INTO runner FROM holdfast.running AS r WHERE r.task_id = task FOR UPDATE;
            IF FOUND THEN
                UPDATE holdfast.running SET canceling = true WHERE task_id = task AND NOT canceling;
                PERFORM pg_notify('holdfast_' || runner, 'cancel ' || task);
                RETURN 'canceling';
            END IF;
            taken := holdfast.take_waiting(task, seen.handler, seen.priority);
            SELECT u.exclusive_ids || u.shared_ids AS resource_ids, u.ahead
            INTO fresh
            FROM holdfast.unfinished AS u WHERE u.id = task FOR UPDATE;
            IF fresh.resource_ids IS DISTINCT FROM seen.resource_ids OR NOT taken AND COALESCE(fresh.ahead, 0) = 0 THEN
                RAISE EXCEPTION USING ERRCODE = 'HF009';
            END IF;
            PERFORM holdfast.settle('{}', ARRAY[task], ARRAY['canceled']::holdfast.task_state[], ARRAY[NULL], ARRAY['Canceled'],
                                    ARRAY['canceled before it started'], ARRAY[NULL], from_front => false);
            RETURN 'canceled';
        EXCEPTION WHEN SQLSTATE 'HF009' THEN
            NULL;
        END;
    END LOOP;
END $$;

-- Takes the narrow row of a task that waits and is not blocked; false when it has none.
CREATE FUNCTION holdfast.take_waiting(task bigint, served_by text, rank smallint) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM holdfast.ready WHERE handler = served_by AND priority = rank AND task_id = task;
    IF NOT FOUND THEN
        DELETE FROM holdfast.submitted WHERE task_id = task;
    END IF;
    IF NOT FOUND THEN
        DELETE FROM holdfast.parked WHERE task_id = task;
    END IF;
    RETURN FOUND;
END $$;
