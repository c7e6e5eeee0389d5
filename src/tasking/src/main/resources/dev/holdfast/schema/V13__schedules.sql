-- Schedules: tasks that are submitted again and again. What comes next is computed by a worker in Java (cron expressions,
-- time zones); that nothing is submitted twice is decided here, by the row.

CREATE TABLE holdfast.schedules (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text COLLATE "C" NOT NULL UNIQUE,
    -- A cron expression in a time zone, or a span of time.
    cron       text,
    zone       text             NOT NULL,
    every      interval,
    -- What is submitted, as holdfast.submit_many takes one.
    request    jsonb            NOT NULL,
    -- What becomes of firings whose time went by: none of them, one for all, or each (at most 100).
    missed     text             NOT NULL CHECK (missed IN ('skip', 'once', 'all')),
    -- Whether it fires while the task of its latest firing is unfinished.
    overlap    boolean          NOT NULL,
    paused     boolean          NOT NULL DEFAULT false,
    -- Why it cannot fire.
    broken     text,
    -- It fires after this time; a span counts from here.
    since      timestamptz      NOT NULL DEFAULT clock_timestamp(),
    -- Null: the next worker that watches the time computes it.
    next_at    timestamptz,
    fired      bigint           NOT NULL DEFAULT 0,
    -- Firings left out since the task before was unfinished.
    left_out   bigint           NOT NULL DEFAULT 0,
    last_at    timestamptz,
    last_task  bigint,
    created_at timestamptz      NOT NULL DEFAULT clock_timestamp(),
    CHECK (num_nonnulls(cron, every) = 1)
) WITH (fillfactor = 50);

CREATE INDEX schedules_next ON holdfast.schedules (COALESCE(next_at, since)) WHERE NOT paused AND broken IS NULL;

-- The next moment at which something is to happen by itself.
CREATE OR REPLACE FUNCTION holdfast.next_time() RETURNS timestamptz
LANGUAGE sql STABLE
RETURN least((SELECT min(due_at) FROM holdfast.scheduled),
             (SELECT min(expires_at) FROM holdfast.unfinished WHERE expires_at IS NOT NULL),
             (SELECT min(COALESCE(next_at, since)) FROM holdfast.schedules WHERE NOT paused AND broken IS NULL));

CREATE FUNCTION holdfast.tell_time_of_schedule() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM holdfast.tell_time(NEW.since);
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER tell_time_of_schedule AFTER INSERT OR UPDATE ON holdfast.schedules
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW
    WHEN (NEW.next_at IS NULL AND NOT NEW.paused AND NEW.broken IS NULL)
    EXECUTE FUNCTION holdfast.tell_time_of_schedule();

-- The rules for a schedule that can be told here; whether a cron expression means anything is Java's to say. The request is
-- tried out: it is submitted, and that is undone.
CREATE FUNCTION holdfast.check_schedule(
    name text, request jsonb, cron text, zone text, every interval, missed text, overlap boolean
) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM holdfast.check_name('schedule name', name);
    IF num_nonnulls(cron, every) <> 1 THEN
        PERFORM holdfast.refuse(format('the schedule "%s" has no time', name),
                                'Give either a cron expression or a span of time.');
    ELSIF cron !~ '^\s*(@[a-z]+|\S+(\s+\S+){4})\s*$' THEN
        PERFORM holdfast.refuse(format('the cron expression "%s" does not have five fields', cron),
                                'Minute, hour, day of month, month, day of week: 30 2 * * MON-FRI, or @daily.');
    ELSIF zone IS NULL THEN
        PERFORM holdfast.refuse(format('the schedule "%s" has no time zone', name), 'Name one such as Europe/Berlin.');
    ELSIF every < interval '1 second' OR every > interval '10 years' THEN
        PERFORM holdfast.refuse(format('the schedule "%s" fires every %s', name, every), 'Give a span from 1 second to 10 years.');
    ELSIF missed NOT IN ('skip', 'once', 'all') THEN
        PERFORM holdfast.refuse(format('missed is %s', missed), 'It is skip, once or all.');
    ELSIF missed = 'all' AND NOT overlap THEN
        PERFORM holdfast.refuse(format('the schedule "%s" makes up for all that it missed, but not while a task is unfinished', name),
                                'Let its tasks overlap as well, or let it make up once.');
    ELSIF jsonb_typeof(request) IS DISTINCT FROM 'object' OR request ?| '{due_at,expires_at,after,parent}' THEN
        PERFORM holdfast.refuse('the task of a schedule is a JSON object without due_at, expires_at, after and parent',
                                'These are for one task; a schedule submits many.');
    END IF;
    BEGIN
        PERFORM now() AT TIME ZONE zone;
    EXCEPTION WHEN invalid_parameter_value THEN
        PERFORM holdfast.refuse(format('there is no time zone "%s"', zone), 'Name one such as Europe/Berlin or UTC.');
    END;
    BEGIN
        PERFORM holdfast.submit_many(jsonb_build_array(request));
        RAISE EXCEPTION USING ERRCODE = 'HF009';
    EXCEPTION WHEN SQLSTATE 'HF009' THEN
        NULL;
    END;
END $$;

-- Adds a schedule: by a cron expression, whose times are those of the zone, or by a span of time that counts from now.
-- Returns false when there is the same one already; another one of this name is refused.
CREATE FUNCTION holdfast.schedule(
    name text, request jsonb, cron text DEFAULT NULL, zone text DEFAULT 'UTC', every interval DEFAULT NULL,
    missed text DEFAULT 'once', overlap boolean DEFAULT false
) RETURNS boolean
LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
    task CONSTANT jsonb := jsonb_build_object('name', name) || request;
BEGIN
    PERFORM holdfast.check_schedule(name, task, cron, zone, every, missed, overlap);
    INSERT INTO holdfast.schedules (name, cron, zone, every, request, missed, overlap)
    VALUES (name, cron, zone, every, task, missed, overlap)
    ON CONFLICT ON CONSTRAINT schedules_name_key DO NOTHING;
    IF FOUND THEN
        RETURN true;
    ELSIF EXISTS (SELECT FROM holdfast.schedules AS s
                  WHERE s.name = name AND (s.cron, s.zone, s.every, s.request, s.missed, s.overlap)
                                          IS NOT DISTINCT FROM (cron, zone, every, task, missed, overlap)) THEN
        RETURN false;
    END IF;
    PERFORM holdfast.refuse(format('there is another schedule "%s"', name), 'Remove it first, or choose another name.');
END $$;

-- Pausing, resuming and removing return whether there is such a schedule. What a paused schedule misses is never made up
-- for. Resuming also gives a broken one another try. Noting what was done leaves FOUND as it was.
CREATE FUNCTION holdfast.pause_schedule(schedule text) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE holdfast.schedules SET paused = true, next_at = NULL WHERE name = schedule;
    PERFORM holdfast.note('pause schedule', schedule, 'paused') WHERE FOUND;
    RETURN FOUND;
END $$;

CREATE FUNCTION holdfast.resume_schedule(schedule text) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE holdfast.schedules SET paused = false, broken = NULL, next_at = NULL, since = clock_timestamp()
    WHERE name = schedule AND (paused OR broken IS NOT NULL);
    PERFORM holdfast.note('resume schedule', schedule, 'resumed') WHERE FOUND;
    RETURN FOUND OR EXISTS (SELECT FROM holdfast.schedules WHERE name = schedule);
END $$;

CREATE FUNCTION holdfast.remove_schedule(schedule text) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM holdfast.schedules WHERE name = schedule;
    PERFORM holdfast.note('remove schedule', schedule, 'removed') WHERE FOUND;
    RETURN FOUND;
END $$;

-- Submits a schedule's task now, whatever its times and its state, and returns the task's id; NULL when there is none.
CREATE FUNCTION holdfast.run_schedule(schedule text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    mine holdfast.schedules;
    task bigint;
BEGIN
    SELECT * INTO mine FROM holdfast.schedules WHERE name = schedule FOR NO KEY UPDATE;
    IF FOUND THEN
        task := (SELECT id FROM holdfast.submit_many(jsonb_build_array(mine.request)));
        UPDATE holdfast.schedules SET last_task = task, last_at = clock_timestamp(), fired = fired + 1 WHERE id = mine.id;
        PERFORM holdfast.note('run schedule', schedule, 'task ' || task);
    END IF;
    RETURN task;
END $$;

-- The schedules whose time has come, or whose next time is to be computed.
CREATE FUNCTION holdfast.due_schedules(max_schedules integer DEFAULT 100) RETURNS SETOF holdfast.schedules
LANGUAGE sql STABLE AS $$
    SELECT * FROM holdfast.schedules
    WHERE NOT paused AND broken IS NULL AND COALESCE(next_at, since) <= clock_timestamp()
    ORDER BY COALESCE(next_at, since), id LIMIT max_schedules
$$;

-- Fires a schedule for each of these times, and says when it is to fire next; both or none of it. Does nothing and returns
-- false when somebody else does so, has done so, or has changed it, since "seen" was its next time.
-- Each task gets a key of its schedule and its time, unless the request has one: so a handler knows which time it is for.
CREATE FUNCTION holdfast.fire(schedule bigint, seen timestamptz, times timestamptz[], next timestamptz) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    mine holdfast.schedules;
    busy boolean;
    added bigint := 0;
    task bigint;
BEGIN
    SELECT * INTO mine FROM holdfast.schedules
    WHERE id = schedule AND next_at IS NOT DISTINCT FROM seen AND NOT paused AND broken IS NULL
    FOR NO KEY UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    busy := NOT mine.overlap AND EXISTS (SELECT FROM holdfast.unfinished AS u WHERE u.id = mine.last_task);
    IF times <> '{}' AND NOT busy THEN
        SELECT max(s.id) FILTER (WHERE s.nr = cardinality(times)), count(*) FILTER (WHERE NOT s.met)
        INTO task, added
        FROM holdfast.submit_many((
                 SELECT jsonb_agg(jsonb_build_object('unique_key', format('schedule %s at %s', left(mine.name, 150),
                                      to_char(t AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))) || mine.request ORDER BY t)
                 FROM unnest(times) AS t)) WITH ORDINALITY AS s (id, met, nr);
    END IF;
    UPDATE holdfast.schedules
    SET next_at = next,
        fired = fired + added,
        left_out = left_out + CASE WHEN busy THEN cardinality(times) ELSE 0 END,
        last_task = COALESCE(task, last_task),
        last_at = CASE WHEN task IS NULL THEN last_at ELSE times[cardinality(times)] END
    WHERE id = schedule;
    RETURN true;
EXCEPTION WHEN SQLSTATE 'HF001' OR data_exception THEN
    RETURN holdfast.break_schedule(schedule, seen, SQLERRM);
END $$;

-- It fires no more until somebody has looked at it.
CREATE FUNCTION holdfast.break_schedule(schedule bigint, seen timestamptz, reason text) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE holdfast.schedules SET broken = reason
    WHERE id = (SELECT id FROM holdfast.schedules
                WHERE id = schedule AND next_at IS NOT DISTINCT FROM seen AND broken IS NULL FOR NO KEY UPDATE SKIP LOCKED);
    RETURN FOUND;
END $$;

SELECT holdfast.guard();
