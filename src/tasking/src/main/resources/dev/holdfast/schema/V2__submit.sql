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
-- is small, since a worker holds the whole batch.
CREATE FUNCTION holdfast.suits_batch(attempts_left integer, payload jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE RETURN attempts_left > 1 AND COALESCE(pg_column_size(payload), 0) <= 2000;

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
LANGUAGE sql IMMUTABLE
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

-- Submits any number of tasks, given as a JSON array of objects with the keys of holdfast.submit, and returns their ids in
-- that order: all of them or none.
CREATE FUNCTION holdfast.submit_many(tasks jsonb) RETURNS SETOF bigint
LANGUAGE plpgsql AS $$
DECLARE
    alike CONSTANT boolean := jsonb_array_length(tasks) > 64
        AND (SELECT count(DISTINCT COALESCE(t ->> 'handler', t ->> 'name')) = 1 FROM jsonb_array_elements(tasks) AS t);
BEGIN
    IF alike THEN
        -- A long line of tasks alike wakes workers for its first ones only; each of these wakes the next.
        PERFORM set_config('holdfast.wakes_until', (nextval('holdfast.task_ids') + 64)::text, true);
    END IF;
    RETURN QUERY
        WITH given AS MATERIALIZED (
            SELECT nextval('holdfast.task_ids') AS id, nr, t.name, COALESCE(t.handler, t.name) AS handler,
                   COALESCE(t.payload, '{}') AS payload, COALESCE(t.exclusive, '{}') AS exclusive,
                   CASE WHEN t.shared && t.exclusive THEN holdfast.only_shared(t.exclusive, t.shared)
                        ELSE COALESCE(t.shared, '{}') END AS shared,
                   COALESCE(t.priority, 0) AS priority, COALESCE(t.max_attempts, 1) AS max_attempts, t.parent,
                   COALESCE(t.keep, true) AS keep, t.shared AS shared_as_given
            FROM ROWS FROM (jsonb_to_recordset(tasks) AS (
                     name text, handler text, payload jsonb, exclusive text[], shared text[], priority integer,
                     max_attempts integer, parent bigint, keep boolean)) WITH ORDINALITY
                 AS t (name, handler, payload, exclusive, shared, priority, max_attempts, parent, keep, nr)
            ORDER BY nr
        ), checked AS MATERIALIZED (
            SELECT count(holdfast.check_task(g.name, g.handler, g.payload, g.exclusive, g.shared_as_given, g.priority,
                                             g.max_attempts)) AS n
            FROM given AS g
            WHERE NOT holdfast.is_plain_task(g.name, g.handler, g.payload, g.exclusive, g.shared_as_given, g.priority,
                                             g.max_attempts)
        ), added AS (
            INSERT INTO holdfast.unfinished (id, name, handler, priority, exclusive, shared, payload, max_attempts, parent_id,
                                             keep, ahead)
            SELECT g.id, g.name, g.handler, g.priority, g.exclusive, g.shared, g.payload, g.max_attempts, g.parent, g.keep,
                   CASE WHEN g.exclusive = '{}' AND g.shared = '{}' THEN 0 END
            FROM given AS g CROSS JOIN checked WHERE checked.n >= 0 ORDER BY g.nr
            RETURNING id, ahead
        ), now_ready AS (
            INSERT INTO holdfast.ready (handler, priority, task_id, batch)
            SELECT g.handler, g.priority, g.id, holdfast.suits_batch(g.max_attempts, g.payload)
            FROM given AS g CROSS JOIN checked
            WHERE checked.n >= 0 AND g.exclusive = '{}' AND g.shared = '{}'
        ), now_submitted AS (
            INSERT INTO holdfast.submitted
            SELECT g.id FROM given AS g CROSS JOIN checked
            WHERE checked.n >= 0 AND (g.exclusive <> '{}' OR g.shared <> '{}')
        )
        SELECT g.id FROM given AS g ORDER BY g.nr;
    IF alike THEN
        PERFORM set_config('holdfast.wakes_until', '', true);
    END IF;
END $$;

CREATE FUNCTION holdfast.submit(
    name         text,
    payload      jsonb   DEFAULT '{}',
    exclusive    text[]  DEFAULT '{}',
    shared       text[]  DEFAULT '{}',
    handler      text    DEFAULT NULL,
    priority     integer DEFAULT 0,
    max_attempts integer DEFAULT 1,
    parent       bigint  DEFAULT NULL,
    keep         boolean DEFAULT true
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
    IF NOT holdfast.is_plain_task(name, served_by, content, needs_exclusive, shared, rank, attempts) THEN
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

-- Wakes up to how_many idle workers that serve the handler (NULL: any), past the first skip ones.
-- The one that fell asleep last comes first: a frozen worker sinks to the end of the list.
CREATE FUNCTION holdfast.wake(wanted text, how_many integer, skip integer DEFAULT 0) RETURNS integer
LANGUAGE sql AS $$
    SELECT count(pg_notify('holdfast_' || chosen.worker_id, 'wake'))::integer
    FROM (SELECT worker_id
          FROM holdfast.idle
          WHERE wanted IS NULL OR wanted = ANY (handlers)
          ORDER BY since DESC, worker_id
          OFFSET skip LIMIT how_many) AS chosen
$$;

-- Runs just before commit, so that a worker which falls asleep during a long transaction is seen. One waking for
-- each submitted task until no further idle worker is found; the rest of a burst is not looked at.
CREATE FUNCTION holdfast.wake_for_submitted() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    this_transaction CONSTANT text   := pg_current_xact_id()::text;
    noted            CONSTANT text[] := string_to_array(current_setting('holdfast.woken', true), ':');
    woken            integer := CASE WHEN noted[1] = this_transaction THEN noted[2]::integer ELSE 0 END;
BEGIN
    IF woken < 0 THEN
        RETURN NULL;
    ELSIF NEW.ahead = 0 THEN
        woken := CASE holdfast.wake(NEW.handler, 1, woken) WHEN 1 THEN woken + 1 ELSE -1 END;
    ELSIF woken = 0 THEN
        -- Any worker can admit; one that can run the task as well is tried first.
        woken := CASE WHEN holdfast.wake(NEW.handler, 1) = 1 OR holdfast.wake(NULL, 1) = 1 THEN 1 ELSE -1 END;
    END IF;
    PERFORM set_config('holdfast.woken', this_transaction || ':' || woken, true);
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER wake_for_submitted AFTER INSERT ON holdfast.unfinished
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW
    WHEN (NEW.id <= COALESCE(NULLIF(current_setting('holdfast.wakes_until', true), '')::bigint, 9223372036854775807))
    EXECUTE FUNCTION holdfast.wake_for_submitted();
