-- Submitting: checks the input and writes one task, in the caller's transaction. It takes no lock that another
-- submitter could wait for, so a long transaction around it holds nobody up.

CREATE FUNCTION holdfast.refuse(message text, hint text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'HF001', MESSAGE = message, HINT = hint;
END $$;

CREATE FUNCTION holdfast.check_name(what text, value text) RETURNS void
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF value IS NULL OR value = '' THEN
        PERFORM holdfast.refuse(format('the %s is empty', what), 'Give a name of 1 to 200 characters.');
    ELSIF length(value) > 200 THEN
        PERFORM holdfast.refuse(format('the %s "%s…" has %s characters', what, left(value, 40), length(value)),
                                'A name has at most 200 characters.');
    ELSIF value ~ '[[:cntrl:]]' OR value <> btrim(value) THEN
        PERFORM holdfast.refuse(format('the %s %s has a control character, or a space at its end', what, to_json(value)),
                                'A name is printable text without line breaks, and does not begin or end with a space.');
    END IF;
END $$;

CREATE FUNCTION holdfast.check_resource(value text) RETURNS void
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    PERFORM holdfast.check_name('resource name', value);
    IF value ~ '[[:space:]]' THEN
        PERFORM holdfast.refuse(format('the resource name %s has a space', to_json(value)),
                                'A resource name has no white space, for example repo/A.');
    END IF;
END $$;

CREATE FUNCTION holdfast.check_resources(names text[]) RETURNS void
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    twice text;
BEGIN
    PERFORM holdfast.check_resource(n) FROM unnest(names) AS n;
    SELECT n INTO twice FROM unnest(names) AS n GROUP BY n HAVING count(*) > 1 LIMIT 1;
    IF FOUND THEN
        PERFORM holdfast.refuse(format('the resource "%s" is named twice', twice),
                                'Name each resource once among the exclusive and once among the shared ones.');
    END IF;
END $$;

-- Whether a task may be claimed in a batch: it may run twice, since nobody knows who of a lost batch had started; and it
-- is small, since a worker holds the whole batch; one that the table keeps compressed is not. Not declared as more fixed than its
-- body is, or each call would cost 1.6 us.
CREATE FUNCTION holdfast.suits_batch(attempts_left integer, payload jsonb) RETURNS boolean
LANGUAGE sql STABLE
RETURN attempts_left > 1 AND COALESCE(pg_column_size(payload), 0) <= 2000 AND pg_column_compression(payload) IS NULL;

CREATE FUNCTION holdfast.check_task(
    name text, handler text, payload jsonb, exclusive text[], shared text[], priority integer, max_attempts integer
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    needs CONSTANT integer := cardinality(exclusive) + cardinality(shared);
BEGIN
    PERFORM holdfast.check_name('task name', name);
    PERFORM holdfast.check_name('handler', handler);
    PERFORM holdfast.check_resources(exclusive);
    PERFORM holdfast.check_resources(shared);
    IF needs > 1000 THEN
        PERFORM holdfast.refuse(format('the task "%s" needs %s resources', name, needs),
                                'A task needs at most 1000 resources.');
    ELSIF octet_length(payload::text) > 1048576 THEN
        PERFORM holdfast.refuse(format('the payload of the task "%s" has %s bytes', name, octet_length(payload::text)),
                                'A payload has at most 1048576 bytes (1 MiB); put larger data elsewhere and pass its address.');
    ELSIF max_attempts NOT BETWEEN 1 AND 1000 THEN
        PERFORM holdfast.refuse(format('max_attempts is %s', max_attempts), 'Give a number from 1 to 1000.');
    ELSIF priority NOT BETWEEN -32768 AND 32767 THEN
        PERFORM holdfast.refuse(format('the priority is %s', priority), 'Give a number from -32768 to 32767.');
    END IF;
END $$;

-- A quick look at what check_task examines: true only where it would find nothing.
CREATE FUNCTION holdfast.is_plain(value text) RETURNS boolean
LANGUAGE sql IMMUTABLE RETURN value <> '' AND length(value) <= 200 AND value !~ '[[:cntrl:]]' AND value = btrim(value);

CREATE FUNCTION holdfast.are_plain(exclusive text[], shared text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT count(*) <= 1000 AND COALESCE(bool_and(n !~ '[[:space:]]' AND holdfast.is_plain(n)), true)
           AND count(DISTINCT (n, mode)) = count(*)
    FROM (SELECT unnest(exclusive), 'x' UNION ALL SELECT unnest(shared), 's') AS need (n, mode)
$$;

CREATE FUNCTION holdfast.is_plain_task(
    name text, handler text, payload jsonb, exclusive text[], shared text[], priority integer, max_attempts integer
) RETURNS boolean
LANGUAGE sql STABLE
RETURN COALESCE(holdfast.is_plain(name) AND holdfast.is_plain(handler)
                AND (exclusive = '{}' AND COALESCE(shared, '{}') = '{}' OR holdfast.are_plain(exclusive, shared))
                AND pg_column_size(payload) < 100000
                AND priority BETWEEN -32768 AND 32767 AND max_attempts BETWEEN 1 AND 1000, false);

-- The shared needs without those that are exclusive as well: such a resource counts as exclusive.
CREATE FUNCTION holdfast.only_shared(exclusive text[], shared text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN shared && exclusive THEN ARRAY(SELECT s FROM unnest(shared) AS s WHERE s <> ALL (exclusive) OR s IS NULL)
                ELSE COALESCE(shared, '{}') END
$$;

-- The rules for what only some tasks have.
CREATE FUNCTION holdfast.check_options(
    due_at timestamptz, expires_at timestamptz, backoff interval, time_limit interval, unique_key text, unique_for interval,
    after bigint[], if_failed text
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    unknown bigint;
BEGIN
    IF NOT isfinite(due_at) OR NOT isfinite(expires_at) THEN
        PERFORM holdfast.refuse('a time is infinite', 'Leave it out.');
    ELSIF expires_at <= due_at THEN
        PERFORM holdfast.refuse(format('the task expires at %s and is due at %s', expires_at, due_at),
                                'It must expire after it is due.');
    ELSIF backoff < interval '0' THEN
        PERFORM holdfast.refuse(format('the backoff is %s', backoff), 'Give a time of 0 or more, such as 10 s.');
    ELSIF time_limit <= interval '0' THEN
        PERFORM holdfast.refuse(format('the time limit is %s', time_limit), 'Give a time above 0, such as 10 min.');
    ELSIF unique_for <= interval '0' OR unique_for IS NOT NULL AND unique_key IS NULL THEN
        PERFORM holdfast.refuse(format('unique_for is %s', unique_for), 'Give a time above 0, and a unique_key with it.');
    ELSIF if_failed NOT IN ('skip', 'run') THEN
        PERFORM holdfast.refuse(format('if_failed is %s', if_failed), 'It is skip or run.');
    ELSIF cardinality(after) > 1000 THEN
        PERFORM holdfast.refuse(format('the task comes after %s others', cardinality(after)), 'Name at most 1000.');
    END IF;
    SELECT a INTO unknown FROM unnest(after) AS a
    WHERE a IS NULL OR NOT EXISTS (SELECT FROM holdfast.unfinished AS u WHERE u.id = a)
                   AND NOT EXISTS (SELECT FROM holdfast.finished AS f WHERE f.id = a)
    LIMIT 1;
    IF FOUND THEN
        PERFORM holdfast.refuse(format('there is no task %s to come after', unknown),
                                'Name tasks that are known; one that was not to be kept is forgotten when it completes.');
    END IF;
END $$;

-- Takes a key for a new task and returns that task's id; or the task that has the key, "met" then. Waits for another
-- transaction that is taking the same key, and for no other.
CREATE FUNCTION holdfast.take_key(wanted text, period interval) RETURNS TABLE (id bigint, met boolean)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    seen record;
BEGIN
    PERFORM holdfast.check_name('unique key', wanted);
    id := nextval('holdfast.task_ids');
    LOOP
        INSERT INTO holdfast.unique_keys (key, task_id, until) VALUES (wanted, id, clock_timestamp() + period)
        ON CONFLICT (key) DO NOTHING;
        met := NOT FOUND;
        EXIT WHEN NOT met;
        SELECT k.task_id, k.ended AND k.until <= clock_timestamp() AS over INTO seen
        FROM holdfast.unique_keys AS k WHERE k.key = wanted;
        IF FOUND AND NOT seen.over THEN
            id := seen.task_id;
            EXIT;
        END IF;
        DELETE FROM holdfast.unique_keys WHERE key = wanted AND ended AND until <= clock_timestamp();
    END LOOP;
    RETURN NEXT;
END $$;

-- Makes a group of tasks, or finds the one of this name, and keeps it from being removed until the caller's transaction ends.
CREATE FUNCTION holdfast.create_group(group_name text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    found_id bigint;
BEGIN
    PERFORM holdfast.check_name('group name', group_name);
    LOOP
        SELECT id INTO found_id FROM holdfast.task_groups WHERE name = group_name FOR KEY SHARE;
        EXIT WHEN FOUND;
        INSERT INTO holdfast.task_groups (name) VALUES (group_name) ON CONFLICT (name) DO NOTHING;
    END LOOP;
    RETURN found_id;
END $$;

-- Of how many tasks a submit of many alike tells idle workers; the others are passed on by those who claim.
CREATE FUNCTION holdfast.told_at_once() RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 64;

-- For how many tasks one row in ready stands at most.
CREATE FUNCTION holdfast.bundle_size() RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 100;

-- Submits any number of tasks, given as a JSON array of objects with the keys of holdfast.submit: all of them or none.
-- Returns their ids in that order. "met": an earlier task has the unique key, so its id is given and nothing was added.
CREATE FUNCTION holdfast.submit_many(tasks jsonb) RETURNS TABLE (id bigint, met boolean)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    now   CONSTANT timestamptz := clock_timestamp();
    alike CONSTANT boolean := jsonb_array_length(tasks) > holdfast.told_at_once()
        AND NOT tasks @? '$[*] ? (@.due_at != null || @.expires_at != null)'
        AND (SELECT count(DISTINCT COALESCE(t ->> 'handler', t ->> 'name')) = 1 FROM jsonb_array_elements(tasks) AS t);
    keyed record;
BEGIN
    PERFORM holdfast.create_group(g.name #>> '{}')
    FROM (SELECT DISTINCT jsonb_path_query(tasks, '$[*].group_name ? (@ != null)') AS name) AS g ORDER BY g.name;
    -- Keys in their order: two batches with the same keys wait for each other, but not both.
    SELECT array_agg(k.nr) AS nrs, array_agg(k.id) AS ids, array_agg(k.met) AS met INTO keyed
    FROM (SELECT t.nr, k.id, k.met
          FROM (SELECT nr, t ->> 'unique_key' AS key, (t ->> 'unique_for')::interval AS period
                FROM jsonb_array_elements(tasks) WITH ORDINALITY AS e (t, nr)
                WHERE t ->> 'unique_key' IS NOT NULL ORDER BY key, nr) AS t
          CROSS JOIN LATERAL holdfast.take_key(t.key, t.period) AS k) AS k;
    IF alike THEN
        -- A long line of tasks alike wakes workers for its first ones only; each of these wakes the next.
        PERFORM set_config('holdfast.wakes_until', (nextval('holdfast.task_ids') + holdfast.told_at_once())::text, true);
    END IF;
    RETURN QUERY
        WITH given AS MATERIALIZED (
            SELECT COALESCE(k.id, nextval('holdfast.task_ids')) AS id, t.nr, t.name, COALESCE(t.handler, t.name) AS handler,
                   COALESCE(t.payload, '{}') AS payload, COALESCE(t.exclusive, '{}') AS exclusive,
                   CASE WHEN t.shared && t.exclusive THEN holdfast.only_shared(t.exclusive, t.shared)
                        ELSE COALESCE(t.shared, '{}') END AS shared,
                   COALESCE(t.priority, 0) AS priority, COALESCE(t.max_attempts, 1) AS max_attempts, t.parent,
                   COALESCE(t.keep, true) AS keep, t.shared AS shared_as_given,
                   t.due_at, t.expires_at, t.backoff, t.time_limit, t.unique_key, t.unique_for, NULLIF(t.after, '{}') AS after,
                   t.if_failed,
                   CASE WHEN t.group_name IS NOT NULL
                        THEN (SELECT g.id FROM holdfast.task_groups AS g WHERE g.name = t.group_name) END AS group_id,
                   CASE WHEN k.met                       THEN 'met'
                        WHEN cardinality(t.after) > 0    THEN 'following'
                        WHEN t.due_at > now              THEN 'scheduled'
                        WHEN COALESCE(t.exclusive, '{}') = '{}' AND COALESCE(t.shared, '{}') = '{}' THEN 'ready'
                        ELSE 'submitted' END AS stage
            FROM ROWS FROM (jsonb_to_recordset(tasks) AS (
                     name text, handler text, payload jsonb, exclusive text[], shared text[], priority integer,
                     max_attempts integer, parent bigint, keep boolean, due_at timestamptz, expires_at timestamptz,
                     backoff interval, time_limit interval, unique_key text, unique_for interval, group_name text,
                     after bigint[], if_failed text)) WITH ORDINALITY
                 AS t (name, handler, payload, exclusive, shared, priority, max_attempts, parent, keep, due_at, expires_at,
                       backoff, time_limit, unique_key, unique_for, group_name, after, if_failed, nr)
            LEFT JOIN unnest(keyed.nrs, keyed.ids, keyed.met) AS k (nr, id, met) ON k.nr = t.nr
            ORDER BY t.nr
        ), checked AS MATERIALIZED (
            SELECT count(holdfast.check_task(g.name, g.handler, g.payload, g.exclusive, g.shared_as_given, g.priority,
                                             g.max_attempts))
                   + count(holdfast.check_options(g.due_at, g.expires_at, g.backoff, g.time_limit, g.unique_key, g.unique_for,
                                                  g.after, g.if_failed)) AS n
            FROM given AS g
            WHERE NOT holdfast.is_plain_task(g.name, g.handler, g.payload, g.exclusive, g.shared_as_given, g.priority,
                                             g.max_attempts)
               OR num_nonnulls(g.due_at, g.expires_at, g.backoff, g.time_limit, g.unique_for, g.after, g.if_failed) > 0
        ), fresh AS NOT MATERIALIZED (
            SELECT g.* FROM given AS g CROSS JOIN checked WHERE checked.n >= 0 AND g.stage <> 'met'
        ), added AS (
            INSERT INTO holdfast.unfinished (id, name, handler, priority, exclusive, shared, payload, max_attempts, parent_id,
                                             group_id, keep, ahead, due_at, expires_at, backoff, time_limit, unique_key, after,
                                             if_failed)
            SELECT g.id, g.name, g.handler, g.priority, g.exclusive, g.shared, g.payload, g.max_attempts, g.parent, g.group_id,
                   g.keep, CASE WHEN g.exclusive = '{}' AND g.shared = '{}' THEN 0 END,
                   CASE WHEN g.due_at > now THEN g.due_at END, g.expires_at, g.backoff, g.time_limit, g.unique_key, g.after,
                   g.if_failed
            FROM fresh AS g ORDER BY g.nr
        ), now_ready AS (
            INSERT INTO holdfast.ready (handler, priority, task_id, batch)
            SELECT g.handler, g.priority, g.id, holdfast.suits_batch(g.max_attempts, g.payload) FROM fresh AS g
            WHERE g.stage = 'ready'
        ), now_submitted AS (
            INSERT INTO holdfast.submitted SELECT g.id FROM fresh AS g WHERE g.stage = 'submitted'
        ), now_scheduled AS (
            INSERT INTO holdfast.scheduled SELECT g.id, g.due_at FROM fresh AS g WHERE g.stage = 'scheduled'
        ), now_following AS (
            INSERT INTO holdfast.following SELECT g.id, 0 FROM fresh AS g WHERE g.stage = 'following'
        ), now_after AS (
            INSERT INTO holdfast.prerequisites
            SELECT DISTINCT g.id, a FROM fresh AS g CROSS JOIN LATERAL unnest(g.after) AS a WHERE g.stage = 'following'
        )
        SELECT g.id, g.stage = 'met' FROM given AS g ORDER BY g.nr;
    IF alike THEN
        PERFORM set_config('holdfast.wakes_until', '', true);
    END IF;
END $$;

-- True, or an error.
CREATE FUNCTION holdfast.passes(
    name text, handler text, payload jsonb, exclusive text[], shared text[], priority integer, max_attempts integer
) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM holdfast.check_task(name, handler, payload, exclusive, shared, priority, max_attempts);
    RETURN true;
END $$;

-- What stands for a column of one element, which all have alike.
CREATE FUNCTION holdfast.only_one(cells anyarray) RETURNS anyelement
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT CASE WHEN cardinality(cells) = 1 THEN cells[1] END $$;

-- The same for so many tasks without further options, one array for each column: of one element where all have the same, and null
-- where none of them has it. A program's quick way, which spares the server the JSON around them. Needs are array literals, such
-- as {a,b}.
CREATE FUNCTION holdfast.submit_columns(
    how_many integer, names text[], handlers text[], payloads text[], exclusives text[], shareds text[], priorities integer[],
    max_attempts integer[], parents bigint[], keeps boolean[]
) RETURNS SETOF bigint
LANGUAGE plpgsql SET work_mem = '64MB' AS $$
#variable_conflict use_column
DECLARE
    every  record;
    plain  boolean;
    alike  boolean;
    served text; -- the handler, where there is one
BEGIN
    IF how_many IS NULL OR EXISTS (
        SELECT FROM unnest(ARRAY[cardinality(names), cardinality(handlers), cardinality(payloads), cardinality(exclusives),
                                 cardinality(shareds), cardinality(priorities), cardinality(max_attempts), cardinality(parents),
                                 cardinality(keeps)]) AS n WHERE n NOT IN (1, how_many)) THEN
        PERFORM holdfast.refuse(format('a column has neither one element nor %s', COALESCE(how_many::text, 'one for each task')),
                                'Give the number of tasks, and of each column one element for all or one for each; null where none has it.');
    END IF;
    SELECT holdfast.only_one(names) AS name, holdfast.only_one(handlers) AS handler, holdfast.only_one(payloads)::jsonb AS payload,
           holdfast.only_one(exclusives)::text[] AS exclusive, holdfast.only_one(shareds)::text[] AS shared,
           holdfast.only_one(priorities) AS priority, holdfast.only_one(max_attempts) AS attempts,
           holdfast.only_one(parents) AS parent, holdfast.only_one(keeps) AS keep
    INTO every;
    -- Many tasks, few names: each is looked at once.
    SELECT COALESCE(bool_and(COALESCE(holdfast.is_plain(k.name) AND holdfast.is_plain(k.handler), false)), false),
           count(DISTINCT k.handler) = 1 AND how_many > holdfast.told_at_once(), min(k.handler)
    INTO plain, alike, served
    FROM (SELECT DISTINCT COALESCE(n, every.name) AS name, COALESCE(h, every.handler, n, every.name) AS handler
          FROM unnest(names, handlers) AS t (n, h)) AS k;
    IF alike THEN
        PERFORM set_config('holdfast.wakes_until', (nextval('holdfast.task_ids') + holdfast.told_at_once())::text, true);
    END IF;
    RETURN QUERY
        WITH added AS (
            INSERT INTO holdfast.unfinished (name, handler, priority, exclusive, shared, payload, max_attempts, parent_id, keep, ahead)
            SELECT g.name, g.handler, g.priority, COALESCE(g.exclusive, '{}'),
                   CASE WHEN g.free THEN '{}' ELSE holdfast.only_shared(COALESCE(g.exclusive, '{}'), g.shared) END, g.payload,
                   g.attempts, g.parent, g.keep, CASE WHEN g.free THEN 0 END
            FROM (SELECT COALESCE(t.name, every.name) AS name, COALESCE(t.handler, every.handler, t.name, every.name) AS handler,
                         COALESCE(t.payload::jsonb, every.payload, '{}') AS payload,
                         COALESCE(t.exclusive::text[], every.exclusive) AS exclusive,
                         COALESCE(t.shared::text[], every.shared) AS shared,
                         COALESCE(t.priority, every.priority, 0) AS priority, COALESCE(t.attempts, every.attempts, 1) AS attempts,
                         COALESCE(t.parent, every.parent) AS parent, COALESCE(t.keep, every.keep, true) AS keep,
                         COALESCE(t.exclusive, t.shared) IS NULL AND every.exclusive IS NULL AND every.shared IS NULL AS free
                  -- In the order of the arrays, as the function gives them; each is worked out once.
                  FROM ROWS FROM (generate_series(1, how_many), unnest(names), unnest(handlers), unnest(payloads), unnest(exclusives),
                                  unnest(shareds), unnest(priorities), unnest(max_attempts), unnest(parents), unnest(keeps))
                       AS t (nr, name, handler, payload, exclusive, shared, priority, attempts, parent, keep) OFFSET 0) AS g
            WHERE CASE WHEN plain AND (g.free OR holdfast.are_plain(g.exclusive, g.shared)) AND pg_column_size(g.payload) < 100000
                            AND g.priority BETWEEN -32768 AND 32767 AND g.attempts BETWEEN 1 AND 1000
                       THEN true
                       ELSE holdfast.passes(g.name, g.handler, g.payload, COALESCE(g.exclusive, '{}'), COALESCE(g.shared, '{}'),
                                            g.priority, g.attempts) END
            RETURNING id, handler, priority, holdfast.suits_batch(max_attempts, payload) AS batch, ahead IS NOT NULL AS free
        ), bundles AS MATERIALIZED (
            -- Idle workers are told of the first ones, and each is to find one.
            SELECT min(a.id) + holdfast.told_at_once() AS start, max(a.id) AS last, min(a.priority)::smallint AS priority,
                   bool_and(a.batch) AS batch
            FROM added AS a
            WHERE alike
            HAVING max(a.id) - min(a.id) + 1 = count(*) AND bool_and(a.free) AND min(a.priority) = max(a.priority)
                   AND bool_and(a.batch) = bool_or(a.batch)
        ), now_ready AS (
            INSERT INTO holdfast.ready (handler, priority, task_id, batch, further)
            SELECT a.handler, a.priority, a.id, a.batch, 0
            FROM added AS a
            WHERE a.free AND a.id < COALESCE((SELECT b.start FROM bundles AS b), 9223372036854775807)
            UNION ALL
            SELECT served, b.priority, t, b.batch, least(b.last - t, holdfast.bundle_size() - 1)
            FROM bundles AS b CROSS JOIN generate_series(b.start, b.last, holdfast.bundle_size()) AS t
        ), now_submitted AS (
            -- Not looked at where nobody needs anything.
            INSERT INTO holdfast.submitted SELECT a.id FROM added AS a WHERE NOT a.free AND COALESCE(exclusives, shareds) IS NOT NULL
        )
        SELECT a.id FROM added AS a;
    IF alike THEN
        PERFORM set_config('holdfast.wakes_until', '', true);
    END IF;
END $$;

-- due_at: it has no place in line before; expires_at: it is skipped if it has not started by then; backoff: the pause
-- before a second attempt, doubled before each further one up to an hour; time_limit: of each attempt; unique_key: no second
-- task with it while this one is unfinished, and for unique_for from now; group_name: made if it is new; after: tasks that
-- must have ended before it gets its place in line; if_failed: what it does when one of these did not complete, skip or run.
CREATE FUNCTION holdfast.submit(
    name         text,
    payload      jsonb       DEFAULT '{}',
    exclusive    text[]      DEFAULT '{}',
    shared       text[]      DEFAULT '{}',
    handler      text        DEFAULT NULL,
    priority     integer     DEFAULT 0,
    max_attempts integer     DEFAULT 1,
    parent       bigint      DEFAULT NULL,
    keep         boolean     DEFAULT true,
    due_at       timestamptz DEFAULT NULL,
    expires_at   timestamptz DEFAULT NULL,
    backoff      interval    DEFAULT NULL,
    time_limit   interval    DEFAULT NULL,
    unique_key   text        DEFAULT NULL,
    unique_for   interval    DEFAULT NULL,
    group_name   text        DEFAULT NULL,
    after        bigint[]    DEFAULT NULL,
    if_failed    text        DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
    served_by       CONSTANT text    := COALESCE(handler, name);
    needs_exclusive CONSTANT text[]  := COALESCE(exclusive, '{}');
    needs_shared    CONSTANT text[]  := CASE WHEN shared && exclusive THEN holdfast.only_shared(exclusive, shared)
                                             ELSE COALESCE(shared, '{}') END;
    free            CONSTANT boolean := needs_exclusive = '{}' AND needs_shared = '{}';
    content         CONSTANT jsonb   := COALESCE(payload, '{}');
    rank            CONSTANT integer := COALESCE(priority, 0);
    attempts        CONSTANT integer := COALESCE(max_attempts, 1);
    task            bigint;
BEGIN
    IF num_nonnulls(due_at, expires_at, backoff, time_limit, unique_key, unique_for, group_name, after, if_failed) > 0 THEN
        RETURN (SELECT m.id FROM holdfast.submit_many(jsonb_build_array(jsonb_build_object(
                    'name', name, 'payload', payload, 'exclusive', exclusive, 'shared', shared, 'handler', handler,
                    'priority', priority, 'max_attempts', max_attempts, 'parent', parent, 'keep', keep, 'due_at', due_at,
                    'expires_at', expires_at, 'backoff', backoff, 'time_limit', time_limit, 'unique_key', unique_key,
                    'unique_for', unique_for, 'group_name', group_name, 'after', after, 'if_failed', if_failed))) AS m);
    ELSIF NOT holdfast.is_plain_task(name, served_by, content, needs_exclusive, shared, rank, attempts) THEN
        PERFORM holdfast.check_task(name, served_by, content, needs_exclusive, shared, rank, attempts);
    END IF;
    INSERT INTO holdfast.unfinished (name, handler, priority, exclusive, shared, payload, max_attempts, parent_id, keep, ahead)
    VALUES (name, served_by, rank, needs_exclusive, needs_shared, content, attempts, parent, COALESCE(keep, true),
            CASE WHEN free THEN 0 END)
    RETURNING id INTO task;
    IF free THEN
        INSERT INTO holdfast.ready (handler, priority, task_id, batch)
        VALUES (served_by, rank, task, holdfast.suits_batch(attempts, content));
    ELSE
        INSERT INTO holdfast.submitted VALUES (task);
    END IF;
    RETURN task;
END $$;

-- Wakes up to how_many idle workers that serve the handler, and takes them off the list of the idle: the server interrupts all
-- listening sessions for each message, so nobody is to be told twice. The one that fell asleep last comes first, after those
-- whom the transaction has called for something else. Where it sees what was there when it began, it leaves the list alone, for a
-- change of it could fail, and goes past those that it has told before.
CREATE FUNCTION holdfast.wake(wanted text, how_many integer, called integer DEFAULT 0, told_before integer DEFAULT 0) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    told integer[];
BEGIN
    IF current_setting('transaction_isolation') = 'read committed' THEN
        WITH struck_off AS (
            DELETE FROM holdfast.idle
            WHERE ctid = ANY (ARRAY(SELECT i.ctid FROM holdfast.idle AS i
                                    WHERE wanted = ANY (i.handlers)
                                    ORDER BY i.since DESC, i.worker_id
                                    OFFSET called LIMIT how_many FOR UPDATE SKIP LOCKED))
            RETURNING worker_id
        )
        SELECT array_agg(worker_id) INTO told FROM struck_off;
        PERFORM pg_notify('holdfast_' || t, 'wake') FROM unnest(told) AS t;
    ELSE
        told := ARRAY(SELECT i.worker_id FROM holdfast.idle AS i
                      WHERE wanted = ANY (i.handlers)
                      ORDER BY i.since DESC, i.worker_id
                      OFFSET called + told_before LIMIT how_many);
        PERFORM pg_notify('holdfast_' || t, 'admit') FROM unnest(told) AS t;
    END IF;
    RETURN COALESCE(cardinality(told), 0);
END $$;

-- Wakes one idle worker, if there is any, for what every worker can do, such as admission; one that serves the handler
-- if there is such a one. It stays on the list, for it may well find nothing to take and sleep on.
CREATE FUNCTION holdfast.wake_any(preferred text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    told integer;
BEGIN
    SELECT i.worker_id INTO told FROM holdfast.idle AS i
    WHERE preferred = ANY (i.handlers) ORDER BY i.since DESC, i.worker_id LIMIT 1;
    IF told IS NULL THEN
        SELECT i.worker_id INTO told FROM holdfast.idle AS i ORDER BY i.since DESC, i.worker_id LIMIT 1;
    END IF;
    PERFORM pg_notify('holdfast_' || told, 'admit') WHERE told IS NOT NULL;
    RETURN told IS NOT NULL;
END $$;

-- Takes a worker off the list of the idle. False when it was not on it, or is just being told: never waits for who does that.
CREATE FUNCTION holdfast.strike_off(worker integer) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM holdfast.idle
    WHERE ctid = ANY (ARRAY(SELECT i.ctid FROM holdfast.idle AS i WHERE i.worker_id = worker FOR UPDATE SKIP LOCKED));
    RETURN FOUND;
END $$;

-- Runs just before commit, so that a worker which falls asleep during a long transaction is seen. One waking for each task that is
-- ready until no further idle worker is found, and one call for all that are to be admitted; the rest of a burst is not looked
-- at. Of a task with a time the worker is told that watches the time (V11). What was done is noted for the transaction: how many
-- were woken and called, -1 when there was nobody left.
CREATE FUNCTION holdfast.wake_for_submitted() RETURNS trigger
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    this_transaction CONSTANT text   := pg_current_xact_id()::text;
    noted            CONSTANT text[] := string_to_array(current_setting('holdfast.woken', true), ':');
    woken            integer := CASE WHEN noted[1] = this_transaction THEN noted[2]::integer ELSE 0 END;
    called           integer := CASE WHEN noted[1] = this_transaction THEN noted[3]::integer ELSE 0 END;
    is_ready         CONSTANT boolean := NEW.ahead = 0 AND NEW.after IS NULL;
    found_one        boolean;
BEGIN
    IF NEW.id < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', MESSAGE = 'a rehearsal is to be rolled back';
    ELSIF NEW.due_at IS NOT NULL OR NEW.expires_at IS NOT NULL THEN
        PERFORM holdfast.tell_time(least(NEW.due_at, NEW.expires_at));
    END IF;
    IF NEW.due_at IS NOT NULL AND NEW.after IS NULL OR is_ready AND woken < 0 OR NOT is_ready AND called <> 0 THEN
        RETURN NULL;
    ELSIF is_ready THEN
        found_one := holdfast.wake(NEW.handler, 1, greatest(called, 0), woken) = 1;
        woken := CASE WHEN found_one THEN woken + 1 ELSE -1 END;
    ELSE
        found_one := holdfast.wake_any(NEW.handler);
        called := CASE WHEN found_one THEN 1 ELSE -1 END;
    END IF;
    IF NOT found_one THEN
        -- Of the other worker type one is to line the task up, however busy all are.
        PERFORM pg_notify('holdfast_manager', '') FROM holdfast.worker_type AS t WHERE t.type = 'manager';
    END IF;
    PERFORM set_config('holdfast.woken', concat_ws(':', this_transaction, woken, called), true);
    RETURN NULL;
END $$;

-- There is one trigger, with a short condition: the server parses that for each statement, which took a quarter of a submit's time.
CREATE CONSTRAINT TRIGGER wake_for_submitted AFTER INSERT ON holdfast.unfinished
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW
    WHEN ((NEW.id > NULLIF(current_setting('holdfast.wakes_until', true), '')::bigint) IS NOT TRUE)
    EXECUTE FUNCTION holdfast.wake_for_submitted();
