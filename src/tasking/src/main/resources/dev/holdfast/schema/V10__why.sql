-- Why a task waits, computed here and nowhere else: the console, the command line and SQL all ask this. The sentence is made
-- of the clauses.

-- What is said to people in other languages than English, by the English text; a session chooses with holdfast.language, such
-- as de. Where a phrase is missing the English one is used.
CREATE TABLE holdfast.phrases (
    language text COLLATE "C" NOT NULL,
    english  text COLLATE "C" NOT NULL,
    phrase   text             NOT NULL,
    PRIMARY KEY (language, english)
);

-- A text with its gaps filled, as format does it, in the language of the session.
CREATE FUNCTION holdfast.say(english text, VARIADIC words text[] DEFAULT '{}') RETURNS text
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_variable
DECLARE
    wanted CONSTANT text := current_setting('holdfast.language', true);
    phrase text;
BEGIN
    IF wanted <> '' THEN
        SELECT p.phrase INTO phrase FROM holdfast.phrases AS p WHERE p.language = wanted AND p.english = say.english;
    END IF;
    RETURN format(COALESCE(phrase, english), VARIADIC words);
END $$;

-- "42 s", "3 min", "2 h"
CREATE FUNCTION holdfast.ago(since timestamptz) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN s < 1     THEN holdfast.say('less than 1 s')
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

-- A piece of what a task waits for. "kind" is one of pause, due, retry, after, submitted, resource, order, recovering, held,
-- handler, worker and priority, or what a worker type adds; "subject" is what the text is about: a resource, the id of a task,
-- the number of a session, the name of a worker, a handler, a role or a time; "proof" is a query that shows it.
CREATE TYPE holdfast.clause AS (kind text, subject text, text text, proof text);

-- What the worker type has to say of a task that is in no other's way: nothing, unless it has a way of its own to give
-- tasks to workers, and replaces this.
CREATE FUNCTION holdfast.why_by_type(task bigint) RETURNS SETOF holdfast.clause
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN;
END $$;

-- On its resources: the lines in which it is not first, and who is. "brief" leaves out whom it waits for beside two, and what
-- takes a look at all locks.
CREATE FUNCTION holdfast.why_not_first(task bigint, brief boolean) RETURNS SETOF holdfast.clause
LANGUAGE sql STABLE AS $$
    WITH blockers AS MATERIALIZED (
        SELECT b.*, row_number() OVER (PARTITION BY b.resource ORDER BY b.since, b.blocker) AS nth,
               count(*) OVER (PARTITION BY b.resource) + b.queued_between AS earlier
        FROM holdfast.blockers(task) AS b
    ), clauses AS (
        SELECT b.resource AS line, 0 AS nth, 'resource' AS kind, b.resource AS subject,
               holdfast.say('waits for %s (%s), behind %s', b.resource, holdfast.say(b.need),
                            CASE WHEN b.earlier = 1          THEN holdfast.say('1 task')
                                 WHEN b.queued_between = 100 THEN holdfast.say('more than 100 tasks')
                                 ELSE holdfast.say('%s tasks', b.earlier::text) END) AS text,
               format('SELECT p.position, p.shared, t.id, t.name FROM holdfast.resources AS r '
                      'JOIN holdfast.places AS p ON p.resource_id = r.id JOIN holdfast.unfinished AS t ON t.id = p.task_id '
                      'WHERE r.name = %L ORDER BY p.position', b.resource) AS proof
        FROM blockers AS b WHERE b.nth = 1
        UNION ALL
        SELECT b.resource, b.nth, 'order', b.blocker::text,
               CASE WHEN b.worker IS NOT NULL
                    THEN holdfast.say(CASE b.blocker_need WHEN 'shared' THEN 'task %s (%s) shares it on %s since %s'
                                                          ELSE 'task %s (%s) holds it on %s since %s' END,
                                      b.blocker::text, b.blocker_name, b.worker, holdfast.ago(b.since))
                    WHEN b.again_at IS NOT NULL
                    THEN holdfast.say('task %s (%s) is before it and tries again in %s', b.blocker::text, b.blocker_name,
                                      holdfast.ahead_of_now(b.again_at))
                    ELSE holdfast.say('task %s (%s) is before it', b.blocker::text, b.blocker_name) END,
               format('SELECT * FROM holdfast.blockers(%s) WHERE blocker = %s', task, b.blocker)
        FROM blockers AS b WHERE NOT brief OR b.nth <= 2
        UNION ALL
        SELECT DISTINCT NULL, 0, 'recovering', w.name,
               holdfast.say('the worker %s is to take its locks back, or is lost', w.name),
               format('SELECT * FROM holdfast.workers WHERE name = %L AND state IN (''online'', ''draining'') '
                      'AND id NOT IN (SELECT worker_id FROM holdfast.living_workers)', w.name)
        FROM blockers AS b
        JOIN holdfast.running AS r ON r.task_id = b.blocker
        JOIN holdfast.workers AS w ON w.id = r.worker_id
        -- That its session is gone proves it without a look at all locks; a pid may be another session's since.
        WHERE NOT CASE WHEN brief THEN EXISTS (SELECT FROM pg_stat_get_activity(w.backend_pid))
                       ELSE EXISTS (SELECT FROM holdfast.living_workers AS l WHERE l.worker_id = w.id) END
    )
    SELECT c.kind, c.subject, c.text, c.proof FROM clauses AS c ORDER BY c.line NULLS LAST, c.nth
$$;

-- Whether a worker lives that runs this handler, or any: one with a session. The newest first, for one is enough.
CREATE FUNCTION holdfast.is_anybody_there(handler text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT COALESCE((SELECT true FROM holdfast.workers AS w
                     WHERE w.state = 'online' AND (handler IS NULL OR handler = ANY (w.handlers))
                       AND EXISTS (SELECT FROM pg_stat_get_activity(w.backend_pid))
                     ORDER BY w.id DESC LIMIT 1), false)
$$;

-- First in line everywhere, or without a line: who keeps it, which workers could take it, and what goes before it there.
CREATE FUNCTION holdfast.why_not_claimed(u holdfast.unfinished, brief boolean) RETURNS SETOF holdfast.clause
LANGUAGE plpgsql STABLE AS $$
DECLARE
    parked  CONSTANT boolean := EXISTS (SELECT FROM holdfast.parked AS p WHERE p.task_id = u.id);
    crew    CONSTANT text    := 'SELECT w.name, w.slots, w.handlers, i.since AS idle_since, '
                                'EXISTS (SELECT FROM pg_stat_get_activity(w.backend_pid)) AS connected FROM holdfast.workers AS w '
                                'LEFT JOIN holdfast.idle AS i ON i.worker_id = w.id WHERE w.state = ''online''';
    serving integer;
    asleep  integer;
    best    bigint;
    n       integer;
BEGIN
    IF parked OR NOT brief THEN
        RETURN QUERY
            SELECT 'held', o.pid::text,
                   holdfast.say(CASE WHEN o.granted THEN 'held up: %s is held by %s (session %s)'
                                     ELSE 'held up: %s is wanted by %s (session %s)' END,
                                COALESCE(o.resource, holdfast.say('the task')),
                                COALESCE(NULLIF(o.application, ''), o.role, holdfast.say('a session')), o.pid::text),
                   format('SELECT * FROM holdfast.obstacles(%s)', u.id)
            FROM holdfast.obstacles(u.id) AS o;
        IF FOUND THEN
            RETURN;
        END IF;
    END IF;
    SELECT count(*), count(i.worker_id) INTO serving, asleep
    FROM holdfast.workers AS w LEFT JOIN holdfast.idle AS i ON i.worker_id = w.id
    WHERE w.state = 'online' AND u.handler = ANY (w.handlers);
    -- The row of one that died stays "online" until another settles it, and there may be no other. Its session is gone.
    IF serving > 0 AND NOT holdfast.is_anybody_there(u.handler) THEN
        serving := 0;
    END IF;
    IF serving = 0 AND holdfast.is_anybody_there(NULL) THEN
        RETURN NEXT ROW('handler', u.handler,
                        holdfast.say('waits for a worker that runs the handler %L: none of those online does', u.handler),
                        crew)::holdfast.clause;
        RETURN;
    END IF;
    RETURN NEXT ROW('worker', u.handler,
                    CASE WHEN serving = 0 THEN holdfast.say('waits for a worker: none is online')
                         WHEN parked      THEN holdfast.say('first in line: what it needs was just released')
                         WHEN u.ahead IS NULL THEN -- It has no place yet, so it is not ready.
                             CASE WHEN asleep > 0  THEN holdfast.say('a worker that runs its handler is idle')
                                  WHEN serving = 1 THEN holdfast.say('the one worker that runs its handler is busy')
                                  ELSE holdfast.say('all %s workers that run its handler are busy', serving::text) END
                         WHEN asleep > 0  THEN holdfast.say('ready: a worker is about to take it')
                         WHEN serving = 1 THEN holdfast.say('ready: waits for the one worker that runs its handler, which is busy')
                         ELSE holdfast.say('ready: waits for a free worker, all %s are busy', serving::text) END,
                    crew)::holdfast.clause;
    IF NOT brief THEN
        -- Those that a session keeps from starting go before nobody.
        WITH visitors AS MATERIALIZED (
            SELECT COALESCE(array_agg(v.resource_id), '{}') AS taken,
                   COALESCE(array_agg(v.resource_id) FILTER (WHERE v.exclusive), '{}') AS taken_exclusively
            FROM holdfast.visitors('{}', NULL) AS v
        )
        SELECT min(b.task_id) FILTER (WHERE b.nth = 1), least(COALESCE(sum(b.tasks), 0), 1000) INTO best, n
        FROM (SELECT r.task_id, row_number() OVER (ORDER BY r.priority DESC, r.task_id) AS nth,
                     CASE WHEN r.priority = u.priority THEN least(1 + r.further, u.id - r.task_id) ELSE 1 + r.further END AS tasks
              FROM holdfast.ready AS r JOIN holdfast.unfinished AS o ON o.id = r.task_id CROSS JOIN visitors AS v
              WHERE r.handler = u.handler AND (r.priority > u.priority OR r.priority = u.priority AND r.task_id < u.id)
                AND (NOT r.placed OR NOT (o.exclusive_ids && v.taken OR o.shared_ids && v.taken_exclusively))
              LIMIT 1000) AS b;
        IF n > 0 THEN
            RETURN NEXT ROW('priority', best::text,
                            holdfast.say('behind %s of its handler by priority and age, task %s first',
                                         CASE n WHEN 1    THEN holdfast.say('one ready task')
                                                WHEN 1000 THEN holdfast.say('1000 or more ready tasks')
                                                ELSE holdfast.say('%s ready tasks', n::text) END, best::text),
                            format('SELECT * FROM holdfast.ready WHERE handler = %L ORDER BY priority DESC, task_id', u.handler)
                           )::holdfast.clause;
        END IF;
    END IF;
END $$;

-- All that a task waits for; none for one that does not wait. "brief" is what fits into a sentence, and costs no look at all
-- locks unless a session is known to be in the way.
CREATE FUNCTION holdfast.why_clauses(task bigint, brief boolean DEFAULT false) RETURNS SETOF holdfast.clause
LANGUAGE plpgsql STABLE AS $$
DECLARE
    u holdfast.unfinished;
BEGIN
    SELECT * INTO u FROM holdfast.unfinished WHERE id = task;
    IF NOT FOUND OR EXISTS (SELECT FROM holdfast.running AS r WHERE r.task_id = task) THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT 'pause', t.changed_by,
               CASE WHEN t.target IS NULL
                    THEN holdfast.say('intake is stopped by %s since %s', t.changed_by, holdfast.ago(t.changed_at))
                    ELSE holdfast.say('nothing starts: %s switches to the worker type %s since %s', t.changed_by, t.target,
                                      holdfast.ago(t.changed_at)) END,
               'SELECT * FROM holdfast.worker_type'
        FROM holdfast.worker_type AS t WHERE NOT t.intake;
    IF FOUND THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT CASE WHEN u.attempt > 0 THEN 'retry' ELSE 'due' END,
               to_char(s.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
               CASE WHEN u.attempt > 0
                    THEN holdfast.say('tries again in %s: attempt %s of %s failed: %s', holdfast.ahead_of_now(s.due_at),
                                      u.attempt::text, u.max_attempts::text, COALESCE(u.error_message, u.error_type))
                    ELSE holdfast.say('waits for its time: it is due in %s', holdfast.ahead_of_now(s.due_at)) END,
               format('SELECT * FROM holdfast.scheduled WHERE task_id = %s', task)
        FROM holdfast.scheduled AS s WHERE s.task_id = task;
    IF FOUND THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT 'after', p.prerequisite::text,
               CASE WHEN o.name IS NULL THEN holdfast.say('waits for the end of task %s', p.prerequisite::text)
                    ELSE holdfast.say('waits for the end of task %s (%s)', p.prerequisite::text, o.name) END,
               format('SELECT * FROM holdfast.prerequisites WHERE task_id = %s', task)
        FROM holdfast.prerequisites AS p LEFT JOIN holdfast.unfinished AS o ON o.id = p.prerequisite
        WHERE p.task_id = task ORDER BY p.prerequisite LIMIT 100;
    IF FOUND THEN
        RETURN;
    ELSIF u.ahead > 0 THEN
        RETURN QUERY SELECT * FROM holdfast.why_not_first(task, brief);
    ELSIF u.ahead IS NULL THEN
        RETURN NEXT ROW('submitted', task::text, holdfast.say('waits for its place in line: it was just submitted'),
                        format('SELECT * FROM holdfast.submitted WHERE task_id = %s', task))::holdfast.clause;
    END IF;
    RETURN QUERY SELECT * FROM holdfast.why_by_type(task);
    IF NOT FOUND AND COALESCE(u.ahead, 0) = 0 THEN
        RETURN QUERY SELECT * FROM holdfast.why_not_claimed(u, brief);
    END IF;
END $$;

-- One sentence; NULL when there is no such task. The plans are made once for all tasks: without statistics, as in a database just
-- filled, the planner thinks one for each task cheaper, and takes ten times as long to find it as to run it.
CREATE FUNCTION holdfast.why(task bigint) RETURNS text
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    said text;
BEGIN
    SELECT string_agg(c.text, '; ' ORDER BY c.nth) FILTER (WHERE c.nth <= 6)
           || CASE WHEN count(*) > 6 THEN '; ' || holdfast.say('and %s more', (count(*) - 6)::text) ELSE '' END
    INTO said
    FROM holdfast.why_clauses(task, true) WITH ORDINALITY AS c (kind, subject, text, proof, nth);
    IF said IS NOT NULL THEN
        RETURN upper(left(said, 1)) || substr(said, 2);
    END IF;
    RETURN (SELECT CASE WHEN t.state IN ('running', 'canceling')
                        THEN holdfast.say('Does not wait: %s on %s since %s', holdfast.say(t.state::text), w.name,
                                          holdfast.ago(t.started_at))
                        ELSE holdfast.say('Does not wait: %s %s ago', holdfast.say(t.state::text), holdfast.ago(t.finished_at))
                             || CASE WHEN t.state IN ('failed', 'skipped') THEN ': ' || COALESCE(t.error_message, t.error_type)
                                     ELSE '' END END
            FROM holdfast.tasks AS t LEFT JOIN holdfast.workers AS w ON w.id = t.worker_id
            WHERE t.id = task);
END $$;
