-- Canceling. A waiting task ends at once; a running one is told, through its worker, and ends when it was seen to stop.
-- Returns the state the task is in then (unchanged when it had finished already), NULL when there is no such task.
CREATE FUNCTION holdfast.cancel(task bigint) RETURNS holdfast.task_state
LANGUAGE plpgsql AS $$
DECLARE
    seen integer[];
    now_ record;
BEGIN
    LOOP
        SELECT t.exclusive_ids || t.shared_ids INTO seen FROM holdfast.tasks AS t WHERE t.id = task;
        IF NOT FOUND THEN
            RETURN NULL;
        END IF;
        -- The block is a savepoint: when admission came between, its row locks are given back and taken in order.
        BEGIN
            PERFORM holdfast.lock_resources(seen);
            SELECT t.state, t.worker_id, t.exclusive_ids || t.shared_ids AS resource_ids
            INTO now_
            FROM holdfast.tasks AS t WHERE t.id = task FOR NO KEY UPDATE;
            IF now_.resource_ids <> seen THEN
                RAISE EXCEPTION USING ERRCODE = 'HF009';
            END IF;
            IF now_.state = 'waiting' THEN
                PERFORM holdfast.settle(task, 'canceled', NULL, 'Canceled', 'canceled before it started', NULL);
                RETURN 'canceled';
            ELSIF now_.state IN ('running', 'canceling') THEN
                UPDATE holdfast.tasks AS t SET state = 'canceling' WHERE t.id = task AND t.state = 'running';
                PERFORM pg_notify('holdfast_' || now_.worker_id, 'cancel ' || task);
                RETURN 'canceling';
            END IF;
            RETURN now_.state;
        EXCEPTION WHEN SQLSTATE 'HF009' THEN
            NULL;
        END;
    END LOOP;
END $$;
