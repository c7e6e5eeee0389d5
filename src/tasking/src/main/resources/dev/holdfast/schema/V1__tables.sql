-- The tables. A task is a wide row that is written once and removed when it ends; where it stands is said by narrow rows
-- that come and go: scheduled, submitted, then places and ready, then running. Whoever takes such a row away moves the
-- task on.
-- Lock order of every transaction here, so that none can deadlock: rows of resources by id, then the narrow rows of a
-- task, then rows of unfinished by id.

CREATE TYPE holdfast.task_state AS ENUM
    ('waiting', 'running', 'canceling', 'completed', 'failed', 'canceled', 'skipped');

CREATE TYPE holdfast.worker_state AS ENUM ('online', 'draining', 'stopped', 'lost');

CREATE SEQUENCE holdfast.task_ids;
CREATE SEQUENCE holdfast.positions CACHE 1;
-- Ticks with each claim of a worker that could take what is submitted as a train. A sequence, for it leaves nothing behind
-- that a transaction kept open elsewhere would keep.
CREATE SEQUENCE holdfast.haste CACHE 1;

CREATE TABLE holdfast.unfinished (
    id            bigint           NOT NULL DEFAULT nextval('holdfast.task_ids') PRIMARY KEY,
    name          text COLLATE "C" NOT NULL,
    handler       text COLLATE "C" NOT NULL,
    priority      smallint         NOT NULL DEFAULT 0,
    exclusive     text[]           NOT NULL DEFAULT '{}',
    shared        text[]           NOT NULL DEFAULT '{}',
    payload       jsonb            NOT NULL DEFAULT '{}',
    max_attempts  integer          NOT NULL DEFAULT 1,
    parent_id     bigint,
    group_id      bigint,
    -- Whether the task is remembered once it has ended.
    keep          boolean          NOT NULL DEFAULT true,
    submitted_at  timestamptz      NOT NULL DEFAULT clock_timestamp(),

    -- Set by admission: the place in line, and on how many resources an earlier task is in the way.
    position      bigint,
    exclusive_ids integer[]        NOT NULL DEFAULT '{}',
    shared_ids    integer[]        NOT NULL DEFAULT '{}',
    ahead         integer,

    -- Attempts that ended without ending the task, and how the latest of them did.
    attempt       integer          NOT NULL DEFAULT 0,
    error_type    text,
    error_message text,
    -- Somebody listens for the end of this task; other tasks wait for it.
    awaited        boolean         NOT NULL DEFAULT false,
    has_dependents boolean         NOT NULL DEFAULT false,

    -- Options, null where they were not given. "expires_at" is forgotten once the task has started in time.
    due_at        timestamptz,
    expires_at    timestamptz,
    backoff       interval,
    time_limit    interval,
    unique_key    text COLLATE "C",
    after         bigint[],
    if_failed     text
) WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.2,
        autovacuum_analyze_scale_factor = 0.05);

CREATE INDEX unfinished_by_group  ON holdfast.unfinished (group_id, id)  WHERE group_id IS NOT NULL;
CREATE INDEX unfinished_by_parent ON holdfast.unfinished (parent_id, id) WHERE parent_id IS NOT NULL;
CREATE INDEX unfinished_by_expiry ON holdfast.unfinished (expires_at)    WHERE expires_at IS NOT NULL;

-- Waits for its time: it is not due yet, or is to try again later (then it keeps its places).
CREATE TABLE holdfast.scheduled (
    task_id bigint      PRIMARY KEY,
    due_at  timestamptz NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX scheduled_next ON holdfast.scheduled (due_at, task_id);

-- Which tasks a task waits for, as long as it does.
CREATE TABLE holdfast.prerequisites (
    task_id      bigint NOT NULL,
    prerequisite bigint NOT NULL,
    PRIMARY KEY (task_id, prerequisite)
) WITH (autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX prerequisites_of ON holdfast.prerequisites (prerequisite, task_id);

-- Its prerequisites are to be looked at: it was just submitted ("cause" is 0), or the cause has ended.
CREATE TABLE holdfast.following (
    task_id bigint NOT NULL,
    cause   bigint NOT NULL,
    PRIMARY KEY (task_id, cause)
) WITH (autovacuum_vacuum_scale_factor = 0.02);

-- Waits for admission.
CREATE TABLE holdfast.submitted (
    task_id bigint PRIMARY KEY
) WITH (autovacuum_vacuum_scale_factor = 0.02);

-- First in line everywhere, lacks only a worker. A row may stand for a bundle: the tasks with the next ids too, which need
-- nothing and came with one submit.
CREATE TABLE holdfast.ready (
    handler  text COLLATE "C" NOT NULL,
    priority smallint         NOT NULL,
    task_id  bigint           NOT NULL,
    ready_at timestamptz      NOT NULL DEFAULT clock_timestamp(),
    -- May be claimed beyond the free slots, in a batch: it may run twice, and no batch with it was ever lost.
    batch    boolean          NOT NULL,
    -- It has places: whoever claims it takes the locks of its resources.
    placed   boolean          NOT NULL DEFAULT false,
    -- How many tasks more there are in the bundle.
    further  integer          NOT NULL DEFAULT 0
) WITH (autovacuum_vacuum_scale_factor = 0.02);

CREATE UNIQUE INDEX ready_next ON holdfast.ready (handler, priority DESC, task_id);
CREATE INDEX ready_bundles     ON holdfast.ready (task_id) WHERE further > 0;

-- First in line everywhere, but a session that runs no task holds one of the resources.
CREATE TABLE holdfast.parked (
    task_id  bigint PRIMARY KEY,
    ready_at timestamptz NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.02);

CREATE TABLE holdfast.running (
    task_id          bigint PRIMARY KEY,
    worker_id        integer     NOT NULL,
    attempt          integer     NOT NULL,
    ready_at         timestamptz NOT NULL,
    started_at       timestamptz NOT NULL,
    -- Claimed beyond the free slots: it has no lock of its own, the worker's stands for it.
    batch            boolean     NOT NULL,
    canceling        boolean     NOT NULL DEFAULT false,
    progress         double precision,
    progress_message text,
    -- Of a task in a train: the place it would have.
    position         bigint
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);

-- What stands for the tasks of a worker's train, see holdfast.claim_train: its place on each of these resources, and how many
-- of its tasks have not ended. Theirs are the rows of running with a position past the train's.
CREATE TABLE holdfast.trains (
    worker_id    integer   PRIMARY KEY,
    position     bigint    NOT NULL,
    resource_ids integer[] NOT NULL,
    riding       integer   NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE holdfast.finished (
    id               bigint PRIMARY KEY,
    name             text COLLATE "C"    NOT NULL,
    handler          text COLLATE "C"    NOT NULL,
    state            holdfast.task_state NOT NULL CHECK (state IN ('completed', 'failed', 'canceled', 'skipped')),
    priority         smallint            NOT NULL,
    exclusive        text[]              NOT NULL,
    shared           text[]              NOT NULL,
    payload          jsonb               NOT NULL,
    max_attempts     integer             NOT NULL,
    parent_id        bigint,
    group_id         bigint,
    submitted_at     timestamptz         NOT NULL,
    position         bigint,
    attempt          integer             NOT NULL,
    worker_id        integer,
    ready_at         timestamptz,
    started_at       timestamptz,
    finished_at      timestamptz         NOT NULL,
    progress         double precision,
    progress_message text,
    result           jsonb,
    error_type       text,
    error_message    text,
    error_trace      text,
    due_at           timestamptz,
    backoff          interval,
    time_limit       interval,
    unique_key       text COLLATE "C",
    after            bigint[]
);

CREATE INDEX finished_by_state  ON holdfast.finished (state, id);
-- For those who look at the latest minutes: what ends now may have been submitted long before what ended yesterday.
CREATE INDEX finished_by_end    ON holdfast.finished (finished_at);
CREATE INDEX finished_by_group  ON holdfast.finished (group_id, state) WHERE group_id IS NOT NULL;
CREATE INDEX finished_by_parent ON holdfast.finished (parent_id, id)   WHERE parent_id IS NOT NULL;

-- Tasks that belong together, to count, await and cancel them as one.
CREATE TABLE holdfast.task_groups (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text COLLATE "C" NOT NULL UNIQUE,
    created_at timestamptz      NOT NULL DEFAULT clock_timestamp(),
    -- Somebody listens for the end of its last task.
    awaited    boolean          NOT NULL DEFAULT false
);

-- Keys that are taken: until their task has ended, and at least until that time.
CREATE TABLE holdfast.unique_keys (
    key     text COLLATE "C" PRIMARY KEY,
    task_id bigint           NOT NULL,
    until   timestamptz,
    ended   boolean          NOT NULL DEFAULT false
);

CREATE INDEX unique_keys_over ON holdfast.unique_keys (until) WHERE ended;

-- The state of an unfinished task, by the "canceling" of its row in running; null where it has none. Each word is a constant of
-- its type: PostgreSQL puts a function's body in the place of its call only where that is no less fixed than it was declared.
CREATE FUNCTION holdfast.state_of(canceling boolean) RETURNS holdfast.task_state
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN canceling IS NULL THEN 'waiting'::holdfast.task_state
            WHEN canceling         THEN 'canceling'::holdfast.task_state
            ELSE 'running'::holdfast.task_state END;

-- All tasks, as one table to read. To ask for one state only, read its table instead.
CREATE VIEW holdfast.tasks AS
SELECT u.id, u.name, u.handler,
       holdfast.state_of(r.canceling) AS state,
       u.priority, u.exclusive, u.shared, u.payload, u.max_attempts, COALESCE(r.attempt, u.attempt) AS attempt,
       u.parent_id, u.group_id, u.position, u.exclusive_ids, u.shared_ids, u.ahead, p.task_id IS NOT NULL AS parked,
       r.worker_id, u.submitted_at,
       COALESCE(r.ready_at, q.ready_at, p.ready_at,
                -- Within a bundle: ready from the first.
                CASE WHEN u.ahead = 0 AND u.position IS NULL AND u.after IS NULL AND s.task_id IS NULL THEN u.submitted_at END)
           AS ready_at, r.started_at,
       NULL::timestamptz AS finished_at, r.progress, r.progress_message, NULL::jsonb AS result,
       u.error_type, u.error_message, NULL::text AS error_trace,
       COALESCE(s.due_at, u.due_at) AS due_at, s.task_id IS NOT NULL AS scheduled, u.expires_at, u.time_limit, u.backoff,
       u.unique_key, u.after
FROM holdfast.unfinished AS u
LEFT JOIN holdfast.running AS r ON r.task_id = u.id
LEFT JOIN holdfast.ready   AS q ON q.handler = u.handler AND q.priority = u.priority AND q.task_id = u.id
LEFT JOIN holdfast.parked  AS p ON p.task_id = u.id
LEFT JOIN holdfast.scheduled AS s ON s.task_id = u.id
UNION ALL
SELECT id, name, handler, state, priority, exclusive, shared, payload, max_attempts, attempt, parent_id, group_id, position,
       '{}', '{}', NULL, false, worker_id, submitted_at, ready_at, started_at, finished_at, progress, progress_message, result,
       error_type, error_message, error_trace, due_at, false, NULL, time_limit, backoff, unique_key, after
FROM holdfast.finished;

CREATE TABLE holdfast.resources (
    id            integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name          text COLLATE "C" NOT NULL UNIQUE,
    registered_at timestamptz      NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 80);

-- One row for each resource of each admitted, unfinished task, in order. A place is first when no earlier one on the
-- resource conflicts; a task whose places are all first is ready.
CREATE TABLE holdfast.places (
    resource_id integer NOT NULL,
    position    bigint  NOT NULL,
    task_id     bigint  NOT NULL,
    shared      boolean NOT NULL,
    PRIMARY KEY (resource_id, position)
) WITH (autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX places_exclusive ON holdfast.places (resource_id, position) WHERE NOT shared;

CREATE TABLE holdfast.workers (
    id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text                  NOT NULL,
    host        text                  NOT NULL,
    pid         bigint                NOT NULL,
    version     text                  NOT NULL,
    type        text                  NOT NULL DEFAULT 'advisory',
    slots       integer               NOT NULL CHECK (slots > 0),
    handlers    text[]                NOT NULL,
    state       holdfast.worker_state NOT NULL DEFAULT 'online',
    backend_pid integer               NOT NULL,
    started_at  timestamptz           NOT NULL DEFAULT clock_timestamp(),
    last_seen   timestamptz           NOT NULL DEFAULT clock_timestamp(),
    ended_at    timestamptz
) WITH (fillfactor = 50);

CREATE INDEX workers_alive ON holdfast.workers (id) WHERE state IN ('online', 'draining');

-- Workers that wait for a notification and were not sent one yet: who sends it takes them off this list.
CREATE UNLOGGED TABLE holdfast.idle (
    worker_id integer PRIMARY KEY,
    handlers  text[]      NOT NULL,
    since     timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 50);

-- The latest first: while somebody keeps a transaction open, those that were struck off since are stepped over by each reader
-- of the table, but lie behind the one that is looked for here.
CREATE INDEX idle_since ON holdfast.idle (since DESC, worker_id);

-- The one worker that watches the time for all, and when it will look next. At most one row.
CREATE UNLOGGED TABLE holdfast.clock (
    only_one  boolean     PRIMARY KEY DEFAULT true CHECK (only_one),
    worker_id integer     NOT NULL,
    wakes_at  timestamptz NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE holdfast.task_logs (
    task_id   bigint      NOT NULL,
    attempt   integer     NOT NULL,
    seq       integer     NOT NULL,
    logged_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    text      text        NOT NULL,
    PRIMARY KEY (task_id, attempt, seq)
);

-- The spaces of the two-key advisory locks ('HFDR', 'HFDW', 'HFDM', 'HFDA' in ASCII). A task's lock is the one-key form.
CREATE FUNCTION holdfast.resource_space()  RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 1212564562;
CREATE FUNCTION holdfast.worker_space()    RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 1212564567;
CREATE FUNCTION holdfast.mailbox_space()   RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 1212564557;
CREATE FUNCTION holdfast.admission_space() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 1212564545;
