-- Retention: what has ended is kept for a time, and then removed in small transactions, each of which touches nothing that a
-- claim or a finish waits for.

CREATE TABLE holdfast.retention (
    only_one      boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    -- Null: for ever; any number.
    keep_for      interval,
    keep_at_most  bigint,
    -- When somebody is to look for what can go.
    next_at       timestamptz,
    -- How far the last look came that did not begin at the oldest.
    seen_finished bigint NOT NULL DEFAULT 0,
    seen_logs     bigint NOT NULL DEFAULT 0
);

INSERT INTO holdfast.retention (keep_for, keep_at_most, next_at)
VALUES (interval '30 days', 10000000, clock_timestamp() + interval '5 minutes');

-- The next moment at which something is to happen by itself.
CREATE OR REPLACE FUNCTION holdfast.next_time() RETURNS timestamptz
LANGUAGE sql STABLE
RETURN least((SELECT min(due_at) FROM holdfast.scheduled),
             (SELECT min(expires_at) FROM holdfast.unfinished WHERE expires_at IS NOT NULL),
             (SELECT min(COALESCE(next_at, since)) FROM holdfast.schedules WHERE NOT paused AND broken IS NULL),
             (SELECT next_at FROM holdfast.retention));

-- How long finished tasks are kept, and how many at most; NULL: for ever, any number.
CREATE FUNCTION holdfast.set_retention(keep_for interval, keep_at_most bigint) RETURNS void
LANGUAGE plpgsql AS $$
#variable_conflict use_variable
BEGIN
    IF keep_for < interval '0' THEN
        PERFORM holdfast.refuse(format('keep_for is %s', keep_for), 'Give a time of 0 or more, such as 30 days.');
    ELSIF keep_at_most < 0 THEN
        PERFORM holdfast.refuse(format('keep_at_most is %s', keep_at_most), 'Give a number of 0 or more.');
    END IF;
    UPDATE holdfast.retention AS r SET keep_for = keep_for, keep_at_most = keep_at_most, next_at = clock_timestamp();
    PERFORM holdfast.note('set retention', 'finished tasks',
                          format('for %s, %s at most', COALESCE(keep_for::text, 'ever'), COALESCE(keep_at_most::text, 'any')));
    PERFORM holdfast.tell_time('-infinity');
END $$;

-- Whether it is time to clean up. Who is told so does it; should he die, others are told the next time.
CREATE FUNCTION holdfast.begin_cleaning() RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE holdfast.retention
    SET next_at = clock_timestamp() + least(interval '5 minutes', greatest(interval '1 second', keep_for / 10))
    WHERE next_at <= clock_timestamp();
    RETURN FOUND;
END $$;

-- The newest task that is beyond the number to be kept; NULL when there is none. Counting millions takes a second, so where
-- the server's own estimate is clearly below the number it is believed.
CREATE FUNCTION holdfast.beyond_number() RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
    most CONSTANT bigint := (SELECT keep_at_most FROM holdfast.retention);
BEGIN
    IF most IS NULL OR most > 100000 AND pg_stat_get_live_tuples('holdfast.finished'::regclass) < 0.95 * most THEN
        RETURN NULL;
    END IF;
    RETURN (SELECT id FROM holdfast.finished ORDER BY id DESC OFFSET most LIMIT 1);
END $$;

-- Removes the logs of tasks, at most 10000 pieces, and returns whether all are gone.
CREATE FUNCTION holdfast.remove_logs(tasks bigint[]) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    most CONSTANT integer := 10000;
    gone integer;
BEGIN
    DELETE FROM holdfast.task_logs
    WHERE ctid = ANY (ARRAY(SELECT ctid FROM holdfast.task_logs WHERE task_id = ANY (tasks) LIMIT most));
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone < most;
END $$;

-- Looks at the next finished tasks by id and removes those that were not to be kept any longer, with their logs. Returns
-- where it got to (NULL: to the end), and whether it removed any. One that others come after stays until they have looked.
CREATE FUNCTION holdfast.remove_finished(past bigint, beyond bigint, max_tasks integer DEFAULT 1000)
RETURNS TABLE (seen bigint, removed boolean)
LANGUAGE plpgsql AS $$
DECLARE
    oldest CONSTANT timestamptz := (SELECT clock_timestamp() - keep_for FROM holdfast.retention);
    looked integer;
    old    bigint[];
BEGIN
    SELECT max(f.id), count(*), array_agg(f.id) FILTER (
               WHERE (f.id <= beyond OR f.finished_at < oldest)
                 AND NOT EXISTS (SELECT FROM holdfast.prerequisites AS p WHERE p.prerequisite = f.id))
    INTO seen, looked, old
    FROM (SELECT id, finished_at FROM holdfast.finished WHERE id > past ORDER BY id LIMIT max_tasks) AS f;
    removed := old IS NOT NULL;
    IF removed AND NOT holdfast.remove_logs(old) THEN
        seen := past;
    ELSE
        DELETE FROM holdfast.finished WHERE id = ANY (old);
        seen := CASE WHEN looked = max_tasks THEN seen END;
    END IF;
    RETURN NEXT;
END $$;

-- The same for the logs of tasks that were not kept at all.
CREATE FUNCTION holdfast.remove_lost_logs(past bigint, max_tasks integer DEFAULT 1000)
RETURNS TABLE (seen bigint, removed boolean)
LANGUAGE plpgsql AS $$
DECLARE
    looked integer;
    lost   bigint[];
BEGIN
    WITH RECURSIVE logged (task_id) AS (
        SELECT min(l.task_id) FROM holdfast.task_logs AS l WHERE l.task_id > past
        UNION ALL
        SELECT (SELECT min(l.task_id) FROM holdfast.task_logs AS l WHERE l.task_id > logged.task_id)
        FROM logged WHERE logged.task_id IS NOT NULL
    )
    SELECT max(t.task_id), count(*), array_agg(t.task_id) FILTER (
               WHERE NOT EXISTS (SELECT FROM holdfast.unfinished AS u WHERE u.id = t.task_id)
                 AND NOT EXISTS (SELECT FROM holdfast.finished AS f WHERE f.id = t.task_id))
    INTO seen, looked, lost
    FROM (SELECT task_id FROM logged WHERE task_id IS NOT NULL LIMIT max_tasks) AS t;
    removed := lost IS NOT NULL;
    IF removed AND NOT holdfast.remove_logs(lost) THEN
        seen := past;
    ELSE
        seen := CASE WHEN looked = max_tasks THEN seen END;
    END IF;
    RETURN NEXT;
END $$;

-- Removes the groups among the next ones that have had no task for an hour. Who is about to submit to one has locked it;
-- that is seen before, and what he submitted after, the row is locked here: hence two statements.
CREATE FUNCTION holdfast.remove_groups(past bigint, max_groups integer DEFAULT 1000) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    seen  bigint[] := ARRAY(SELECT id FROM holdfast.task_groups WHERE id > past ORDER BY id LIMIT max_groups);
    empty bigint[] := ARRAY(SELECT g.id FROM holdfast.task_groups AS g
                            WHERE g.id = ANY (seen) AND g.created_at < clock_timestamp() - interval '1 hour'
                              AND NOT EXISTS (SELECT FROM holdfast.unfinished AS u WHERE u.group_id = g.id)
                              AND NOT EXISTS (SELECT FROM holdfast.finished AS f WHERE f.group_id = g.id)
                            ORDER BY g.id FOR UPDATE SKIP LOCKED);
BEGIN
    DELETE FROM holdfast.task_groups AS g
    WHERE g.id = ANY (empty)
      AND NOT EXISTS (SELECT FROM holdfast.unfinished AS u WHERE u.group_id = g.id)
      AND NOT EXISTS (SELECT FROM holdfast.finished AS f WHERE f.group_id = g.id);
    RETURN CASE WHEN cardinality(seen) = max_groups THEN seen[max_groups] END;
END $$;

-- Removes keys that have run out, and workers that ended longer ago than tasks are kept. Returns how many, at most 1000 each.
CREATE FUNCTION holdfast.remove_rest() RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    keys integer;
    gone integer;
BEGIN
    DELETE FROM holdfast.unique_keys
    WHERE key IN (SELECT key FROM holdfast.unique_keys WHERE ended AND until < clock_timestamp() LIMIT 1000 FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS keys = ROW_COUNT;
    DELETE FROM holdfast.workers
    WHERE id IN (SELECT w.id FROM holdfast.workers AS w CROSS JOIN holdfast.retention AS r
                 WHERE w.state IN ('stopped', 'lost') AND w.ended_at < clock_timestamp() - r.keep_for
                 LIMIT 1000 FOR UPDATE OF w SKIP LOCKED);
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN greatest(keys, gone);
END $$;

-- Takes the next unused resources off the registry, those that were registered more than a day ago (or than tasks are kept).
-- A name gets a new id when it comes again, and that would be a second lock for it: so nobody may know the old one. Who turns
-- a name into an id are admission, which is kept out by its own lock; and hold, which locks the row first and keeps the
-- advisory lock then. Whoever holds an id otherwise has a place, or the advisory lock.
-- Returns where it got to (NULL: to the end), and whether it kept admission out; the caller admits then, after its commit,
-- what others have left to it. Busy: admission is at work, so nothing was done.
CREATE FUNCTION holdfast.remove_resources(past integer, max_resources integer DEFAULT 100)
RETURNS TABLE (seen integer, kept_out boolean, busy boolean)
LANGUAGE plpgsql AS $$
DECLARE
    before CONSTANT timestamptz := (SELECT clock_timestamp() - least(keep_for, interval '1 day') FROM holdfast.retention);
    looked integer[];
    unused integer[];
BEGIN
    kept_out := false;
    busy := false;
    looked := ARRAY(SELECT id FROM holdfast.resources WHERE id > past ORDER BY id LIMIT max_resources);
    seen := CASE WHEN cardinality(looked) = max_resources THEN looked[max_resources] END;
    IF NOT EXISTS (SELECT FROM holdfast.resources AS r
                   WHERE r.id = ANY (looked) AND r.registered_at < before
                     AND NOT EXISTS (SELECT FROM holdfast.places AS p WHERE p.resource_id = r.id)) THEN
        RETURN NEXT;
        RETURN;
    END IF;
    IF NOT pg_try_advisory_xact_lock(holdfast.admission_space(), 0) THEN
        busy := true;
        RETURN NEXT;
        RETURN;
    END IF;
    kept_out := true;
    -- From here on no place is added. A statement of its own: it sees what was admitted until now.
    unused := ARRAY(SELECT r.id FROM holdfast.resources AS r
                    WHERE r.id = ANY (looked) AND r.registered_at < before
                      AND NOT EXISTS (SELECT FROM holdfast.places AS p WHERE p.resource_id = r.id)
                    ORDER BY r.id FOR UPDATE SKIP LOCKED);
    FOR i IN 1 .. cardinality(unused) LOOP
        -- Nobody holds it, nor will: who would has to lock the row before.
        IF pg_try_advisory_xact_lock(holdfast.resource_space(), unused[i]) THEN
            DELETE FROM holdfast.resources WHERE id = unused[i];
        END IF;
    END LOOP;
    RETURN NEXT;
END $$;

SELECT holdfast.guard();
