-- Why a task waits, computed here and nowhere else: the console, the command line and SQL all ask this.

-- "42 s", "3 min", "2 h"
CREATE FUNCTION holdfast.ago(since timestamptz) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN s < 1     THEN 'less than 1 s'
                WHEN s < 120   THEN floor(s) || ' s'
                WHEN s < 7200  THEN floor(s / 60) || ' min'
                ELSE floor(s / 3600) || ' h' END
    FROM (SELECT extract(epoch FROM clock_timestamp() - since)) AS elapsed (s)
$$;

CREATE FUNCTION holdfast.ahead_of_now(at timestamptz) RETURNS text
LANGUAGE sql STABLE RETURN holdfast.ago(clock_timestamp() - (at - clock_timestamp()));

-- The first exclusive place on a resource. All places before it are shared, and first; so is itself when there are none.
CREATE FUNCTION holdfast.wall(resource integer) RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT p.position FROM holdfast.places AS p WHERE p.resource_id = resource AND NOT p.shared ORDER BY p.position LIMIT 1
$$;

-- The earlier tasks that stand in a waiting task's way, for each resource on which it is not first: those that are
-- first there (they run, or will run next), at most 20, and how many stand between them and it (counted up to 100).
CREATE FUNCTION holdfast.blockers(task bigint)
RETURNS TABLE (resource text, need text, blocker bigint, blocker_name text, blocker_state holdfast.task_state,
               blocker_need text, worker text, since timestamptz, queued_between integer, again_at timestamptz)
LANGUAGE sql STABLE AS $$
    SELECT r.name,
           CASE WHEN mine.shared THEN 'shared' ELSE 'exclusive' END,
           b.id, b.name,
           holdfast.state_of(runs.canceling),
           CASE WHEN ahead.shared THEN 'shared' ELSE 'exclusive' END,
           w.name,
           COALESCE(runs.started_at, b.submitted_at),
           (SELECT count(*)::integer
            FROM (SELECT FROM holdfast.places AS q
                  WHERE q.resource_id = mine.resource_id AND q.position < mine.position
                    AND q.position > line.front
                  LIMIT 100) AS waiting),
           pause.due_at
    FROM holdfast.unfinished AS t
    CROSS JOIN LATERAL unnest(t.exclusive_ids || t.shared_ids) AS need (id)
    JOIN holdfast.places AS mine ON mine.resource_id = need.id AND mine.position = t.position
    JOIN holdfast.resources AS r ON r.id = mine.resource_id
    CROSS JOIN LATERAL (
        -- The last place that is first: the head when it is exclusive, else the last one before the wall.
        SELECT CASE WHEN NOT head.shared THEN head.position
                    ELSE COALESCE(wall.position - 1, 9223372036854775807) END AS front
        FROM (SELECT position, shared FROM holdfast.places WHERE resource_id = need.id ORDER BY position LIMIT 1) AS head
        CROSS JOIN (SELECT holdfast.wall(need.id) AS position) AS wall
    ) AS line
    CROSS JOIN LATERAL (
        SELECT p.task_id, p.shared, p.position
        FROM holdfast.places AS p
        WHERE p.resource_id = mine.resource_id AND p.position <= line.front
        ORDER BY p.position
        LIMIT 20
    ) AS ahead
    JOIN holdfast.unfinished AS b ON b.id = ahead.task_id
    LEFT JOIN holdfast.running AS runs ON runs.task_id = b.id
    LEFT JOIN holdfast.workers AS w ON w.id = runs.worker_id
    LEFT JOIN holdfast.scheduled AS pause ON pause.task_id = b.id
    WHERE t.id = task AND t.ahead > 0 AND mine.position > line.front
    ORDER BY r.name, ahead.position
$$;

CREATE FUNCTION holdfast.why_behind(task bigint) RETURNS text
LANGUAGE sql STABLE AS $$
    WITH lines AS (
        SELECT resource,
               format('%s (%s): %s%s%s', resource, min(need),
                      string_agg(CASE WHEN blocker_state IN ('running', 'canceling')
                                      THEN format('task %s (%s) %s it on %s since %s', blocker, blocker_name,
                                                  CASE blocker_need WHEN 'shared' THEN 'shares' ELSE 'holds' END,
                                                  worker, holdfast.ago(since))
                                      WHEN again_at IS NOT NULL
                                      THEN format('task %s (%s) is before it and tries again in %s', blocker, blocker_name,
                                                  holdfast.ahead_of_now(again_at))
                                      ELSE format('task %s (%s) is before it', blocker, blocker_name) END,
                                 ', ' ORDER BY nth) FILTER (WHERE nth <= 2),
                      CASE WHEN count(*) > 2 THEN format(' and %s more', count(*) - 2) END,
                      CASE WHEN max(queued_between) > 0
                           THEN format('; %s earlier %s between',
                                       CASE max(queued_between) WHEN 100 THEN '100 or more' ELSE max(queued_between)::text END,
                                       CASE max(queued_between) WHEN 1 THEN 'task stands' ELSE 'tasks stand' END) END) AS line
        FROM (SELECT *, row_number() OVER (PARTITION BY resource ORDER BY since, blocker) AS nth
              FROM holdfast.blockers(task)) AS b
        GROUP BY resource
    )
    SELECT string_agg(line, '. ' ORDER BY resource) FILTER (WHERE nth <= 3)
           || CASE WHEN count(*) > 3 THEN format('. And %s more resources', count(*) - 3) ELSE '' END
    FROM (SELECT *, row_number() OVER (ORDER BY resource) AS nth FROM lines) AS numbered
$$;

CREATE FUNCTION holdfast.why_after(task bigint) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT string_agg(format('task %s%s', first.prerequisite, ' (' || u.name || ')'), ', ' ORDER BY first.prerequisite)
           || CASE WHEN max(first.n) > 3 THEN format(' and %s more', max(first.n) - 3) ELSE '' END
    FROM (SELECT prerequisite, count(*) OVER () AS n FROM holdfast.prerequisites WHERE task_id = task
          ORDER BY prerequisite LIMIT 3) AS first
    LEFT JOIN holdfast.unfinished AS u ON u.id = first.prerequisite
$$;

-- One sentence; NULL when there is no such task.
CREATE FUNCTION holdfast.why(task bigint) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    t record;
    serving integer;
    asleep  integer;
BEGIN
    SELECT tasks.*, w.name AS worker INTO t
    FROM holdfast.tasks LEFT JOIN holdfast.workers AS w ON w.id = tasks.worker_id
    WHERE tasks.id = task;
    IF NOT FOUND THEN
        RETURN NULL;
    ELSIF t.state IN ('completed', 'failed', 'canceled', 'skipped') THEN
        RETURN format('Does not wait: %s %s ago%s', t.state, holdfast.ago(t.finished_at),
                      CASE WHEN t.state IN ('failed', 'skipped') THEN ': ' || COALESCE(t.error_message, t.error_type) ELSE '' END);
    ELSIF t.state IN ('running', 'canceling') THEN
        RETURN format('Does not wait: %s on %s since %s', t.state, t.worker, holdfast.ago(t.started_at));
    ELSIF NOT (SELECT intake FROM holdfast.worker_type) THEN
        RETURN (SELECT CASE WHEN target IS NULL THEN format('Intake is stopped by %s since %s', changed_by, holdfast.ago(changed_at))
                            ELSE format('%s switches to the worker type %s since %s, and nothing starts meanwhile', changed_by, target,
                                        holdfast.ago(changed_at)) END
                FROM holdfast.worker_type);
    ELSIF t.scheduled AND t.attempt > 0 THEN
        RETURN format('Tries again in %s: attempt %s of %s failed%s', holdfast.ahead_of_now(t.due_at), t.attempt, t.max_attempts,
                      ': ' || COALESCE(t.error_message, t.error_type));
    ELSIF t.scheduled THEN
        RETURN format('Waits for its time: it is due in %s', holdfast.ahead_of_now(t.due_at));
    ELSIF t.after IS NOT NULL AND EXISTS (SELECT FROM holdfast.prerequisites AS p WHERE p.task_id = task) THEN
        RETURN format('Waits for the end of %s', holdfast.why_after(task));
    ELSIF t.ahead > 0 THEN
        RETURN format('Waits for %s', holdfast.why_behind(task));
    ELSIF t.parked THEN
        RETURN (SELECT format('First in line, but %s %s',
                              COALESCE(string_agg(format('%s is %s by %s (session %s)', COALESCE(o.resource, 'the task'),
                                                         CASE WHEN o.granted THEN 'held' ELSE 'wanted' END,
                                                         COALESCE(NULLIF(o.application, ''), o.role, 'a session'), o.pid), ', '),
                                       'its locks were just released'),
                              'and no task is to blame')
                FROM holdfast.obstacles(task) AS o);
    END IF;

    SELECT count(*), count(i.worker_id) INTO serving, asleep
    FROM holdfast.workers AS w LEFT JOIN holdfast.idle AS i ON i.worker_id = w.id
    WHERE w.state = 'online' AND t.handler = ANY (w.handlers);
    IF serving = 0 THEN
        RETURN CASE WHEN EXISTS (SELECT FROM holdfast.workers AS w WHERE w.state = 'online')
                    THEN format('Waits for a worker that runs the handler %s: none of those online does', quote_literal(t.handler))
                    ELSE 'Waits for a worker: none is online' END;
    ELSIF t.ahead IS NULL THEN
        RETURN 'Waits for its place in line: it was just submitted';
    END IF;
    RETURN CASE WHEN asleep > 0 THEN 'Ready: a worker is about to take it'
                WHEN serving = 1 THEN 'Ready: waits for the one worker that runs its handler, which is busy'
                ELSE format('Ready: waits for a free worker, all %s are busy', serving) END;
END $$;
