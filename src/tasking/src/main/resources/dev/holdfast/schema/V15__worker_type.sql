-- The one setting that says how tasks get to workers, and the switch from one way to the other. Every process follows this
-- row; none has a setting of its own that could disagree.
--
-- Whatever starts a task takes the lock of the switch shared for its transaction, then reads the row; whatever changes the row takes
-- it exclusively first. So once a change is committed nothing starts by what stood there before, however long it slept.

-- 'HFDT' in ASCII. Key 0 is the lock of the row; the session that switches holds key 1.
CREATE FUNCTION holdfast.switch_space() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 1212564564;

CREATE TABLE holdfast.worker_type (
    only_one   boolean     PRIMARY KEY DEFAULT true CHECK (only_one),
    type       text        NOT NULL DEFAULT 'advisory' CHECK (type IN ('advisory', 'manager')),
    -- Whether tasks are started. Submits are accepted all the same, and wait.
    intake     boolean     NOT NULL DEFAULT true,
    -- What the type is to become, while a switch is under way.
    target     text        CHECK (target IN ('advisory', 'manager')),
    -- Grows with each change. A worker that has written it down follows it.
    epoch      bigint      NOT NULL DEFAULT 1,
    -- Somebody has chosen, if only by a first switch: a first start chooses no more.
    chosen     boolean     NOT NULL DEFAULT false,
    -- Where the Redis of the manager is, without a password, and what the names of its lists begin with.
    redis      text        CHECK (redis !~ '://[^/@]*:[^/@]*@'),
    lists      text        NOT NULL DEFAULT '',
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_by text        NOT NULL DEFAULT session_user
);

INSERT INTO holdfast.worker_type DEFAULT VALUES;

ALTER TABLE holdfast.workers ADD COLUMN epoch bigint NOT NULL DEFAULT 0;

-- Whether tasks are started by workers of that type, now and until the end of this transaction.
CREATE FUNCTION holdfast.may_start(wanted text) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(holdfast.switch_space(), 0);
    RETURN EXISTS (SELECT FROM holdfast.worker_type WHERE type = wanted AND intake);
END $$;

-- Keeps all from starting tasks until the end of this transaction, and returns the row.
CREATE FUNCTION holdfast.lock_worker_type() RETURNS holdfast.worker_type
LANGUAGE plpgsql AS $$
DECLARE
    now_it_is holdfast.worker_type;
BEGIN
    PERFORM pg_advisory_xact_lock(holdfast.switch_space(), 0);
    SELECT * INTO now_it_is FROM holdfast.worker_type FOR UPDATE;
    RETURN now_it_is;
END $$;

-- Every worker that lives is to look at the row.
CREATE FUNCTION holdfast.tell_type() RETURNS void
LANGUAGE sql AS $$
    SELECT count(pg_notify('holdfast_' || id, 'type')) FROM holdfast.workers WHERE state IN ('online', 'draining')
$$;

-- Stops or resumes the start of tasks. To resume is also to give up a switch that has not come to its end.
CREATE FUNCTION holdfast.set_intake(open boolean) RETURNS holdfast.worker_type
LANGUAGE plpgsql AS $$
DECLARE
    changed holdfast.worker_type;
BEGIN
    PERFORM holdfast.lock_worker_type();
    UPDATE holdfast.worker_type
    SET intake = open, target = CASE WHEN NOT open THEN target END, epoch = epoch + 1, changed_at = clock_timestamp(),
        changed_by = session_user
    WHERE intake <> open;
    IF FOUND THEN
        PERFORM holdfast.tell_type();
        PERFORM holdfast.note(CASE WHEN open THEN 'resume' ELSE 'drain' END, 'all workers', 'done');
    END IF;
    SELECT * INTO changed FROM holdfast.worker_type;
    RETURN changed;
END $$;

-- Begins a switch: intake is stopped. One that another program had begun and not ended is gone on with, by whoever holds the
-- lock of the session that switches.
CREATE FUNCTION holdfast.begin_switch(wanted text, redis_address text) RETURNS holdfast.worker_type
LANGUAGE plpgsql AS $$
DECLARE
    changed holdfast.worker_type := holdfast.lock_worker_type();
BEGIN
    IF wanted NOT IN ('advisory', 'manager') THEN
        PERFORM holdfast.refuse(format('there is no worker type %s', wanted), 'Say advisory or manager.');
    ELSIF changed.type = wanted THEN
        PERFORM holdfast.refuse(format('the worker type is %s already', wanted), 'There is nothing to switch.');
    ELSIF wanted = 'manager' AND COALESCE(redis_address, changed.redis) IS NULL THEN
        PERFORM holdfast.refuse('the manager needs a Redis', 'Give its address: --redis redis://host:6379.');
    END IF;
    UPDATE holdfast.worker_type
    SET intake = false, target = wanted, epoch = epoch + 1, redis = COALESCE(redis_address, redis), chosen = true,
        changed_at = clock_timestamp(), changed_by = session_user
    RETURNING * INTO changed;
    PERFORM holdfast.tell_type();
    PERFORM holdfast.note('switch', 'worker type ' || wanted, 'begun');
    RETURN changed;
END $$;

-- What keeps the switch from coming to its end: tasks that run, and workers that live and have not yet said that they
-- follow, since they may still be at something. None when all has drained.
CREATE FUNCTION holdfast.not_drained()
RETURNS TABLE (worker_id integer, worker text, tasks bigint, follows boolean)
LANGUAGE sql STABLE AS $$
    WITH at_work AS (
        SELECT r.worker_id AS id, count(*) AS tasks FROM holdfast.running AS r GROUP BY r.worker_id
    )
    SELECT w.id, w.name, COALESCE(a.tasks, 0), w.epoch = t.epoch
    FROM holdfast.workers AS w
    CROSS JOIN holdfast.worker_type AS t
    LEFT JOIN at_work AS a ON a.id = w.id
    WHERE a.tasks > 0 OR w.epoch <> t.epoch AND w.id IN (SELECT l.worker_id FROM holdfast.living_workers AS l)
    ORDER BY w.id
$$;

-- The switch itself. Waiting tasks keep their places in line, so there is nothing to carry over.
CREATE FUNCTION holdfast.complete_switch() RETURNS holdfast.worker_type
LANGUAGE plpgsql AS $$
DECLARE
    changed holdfast.worker_type := holdfast.lock_worker_type();
BEGIN
    IF changed.target IS NULL OR changed.intake THEN
        PERFORM holdfast.refuse('no switch is under way', 'It may have been given up: look at holdfast status.');
    ELSIF EXISTS (SELECT FROM holdfast.not_drained()) THEN
        PERFORM holdfast.refuse('not all tasks have ended, or a worker does not answer', 'Wait on, or give the switch up.');
    END IF;
    PERFORM holdfast.forget_assignments();
    UPDATE holdfast.worker_type
    SET type = target, target = NULL, epoch = epoch + 1, changed_at = clock_timestamp(), changed_by = session_user,
        lists = 'holdfast:' || gen_random_uuid() || ':'
    RETURNING * INTO changed;
    PERFORM holdfast.tell_type();
    PERFORM holdfast.note('switch', 'worker type ' || changed.type, 'done');
    RETURN changed;
END $$;

-- What a first start may choose, before anybody has and before there is a task; false when it is too late.
CREATE FUNCTION holdfast.choose_worker_type(wanted text, redis_address text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    changed holdfast.worker_type := holdfast.lock_worker_type();
BEGIN
    IF changed.type = wanted THEN
        RETURN true;
    ELSIF changed.chosen OR EXISTS (SELECT FROM holdfast.unfinished) OR EXISTS (SELECT FROM holdfast.finished)
          OR EXISTS (SELECT FROM holdfast.workers) THEN
        RETURN false;
    END IF;
    PERFORM holdfast.begin_switch(wanted, redis_address);
    PERFORM holdfast.complete_switch();
    PERFORM holdfast.set_intake(true);
    RETURN true;
END $$;

-- A worker has taken over what the row said at that epoch, and has nothing left of what it said before.
CREATE FUNCTION holdfast.follow_type(worker integer, followed text, seen bigint) RETURNS void
LANGUAGE sql AS $$
    UPDATE holdfast.workers SET type = followed, epoch = seen WHERE id = worker
$$;
