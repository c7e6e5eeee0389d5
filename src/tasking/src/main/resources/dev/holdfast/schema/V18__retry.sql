-- Retrying: the request of a task that did not complete, once more, as a task of its own at the end of the line. A task is
-- retried at most once; when that fails too, it is the retry that is retried.

ALTER TABLE holdfast.finished ADD COLUMN retried_by bigint;

CREATE INDEX finished_by_retry ON holdfast.finished (retried_by) WHERE retried_by IS NOT NULL;

-- Returns the new task's id; when the task was retried before, the id from then. NULL when there is no such task.
CREATE FUNCTION holdfast.retry(task bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
    old   holdfast.finished;
    fresh record;
BEGIN
    -- The row lock lets the second of two who retry it see what the first has done.
    SELECT * INTO old FROM holdfast.finished AS f WHERE f.id = task FOR UPDATE;
    IF NOT FOUND THEN
        IF EXISTS (SELECT FROM holdfast.unfinished AS u WHERE u.id = task) THEN
            PERFORM holdfast.refuse(format('task %s has not ended', task), 'Wait until it has, or cancel it first.');
        END IF;
        RETURN NULL;
    ELSIF old.state = 'completed' THEN
        PERFORM holdfast.refuse(format('task %s completed', task), 'Submit it anew to run it once more.');
    ELSIF old.retried_by IS NOT NULL THEN
        RETURN old.retried_by;
    END IF;
    -- A key that is only kept for a time keeps away those who do not know of the task; who retries it does.
    DELETE FROM holdfast.unique_keys AS k WHERE k.key = old.unique_key AND k.ended;
    SELECT m.id, m.met INTO fresh
    FROM holdfast.submit_many(jsonb_build_array(jsonb_build_object(
             'name', old.name, 'handler', old.handler, 'payload', old.payload, 'exclusive', old.exclusive, 'shared', old.shared,
             'priority', old.priority, 'max_attempts', old.max_attempts, 'parent', old.parent_id, 'backoff', old.backoff,
             'time_limit', old.time_limit, 'unique_key', old.unique_key,
             'group_name', (SELECT g.name FROM holdfast.task_groups AS g WHERE g.id = old.group_id)))) AS m;
    IF fresh.met THEN
        PERFORM holdfast.refuse(format('task %s has the unique key of task %s', fresh.id, task),
                                'Wait until it has ended; it may make the retry needless.');
    END IF;
    UPDATE holdfast.finished AS f SET retried_by = fresh.id WHERE f.id = task;
    PERFORM holdfast.note('retry', format('task %s (%s)', task, old.name), 'task ' || fresh.id);
    RETURN fresh.id;
END $$;

SELECT holdfast.guard();
