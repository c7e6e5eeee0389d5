import { Logger, makeWorkerUtils, run } from "graphile-worker";
import { main, nap, pool, step } from "./program.mjs";

const logger = new Logger(() => (level, message) => level === "error" && console.error(message));

const tasks = { noop: async () => {}, nap, step: ({ n }) => step(n) };

await main({
  load: async (task, count, keys) => {
    const utils = await makeWorkerUtils({ pgPool: pool(2), logger });
    await utils.migrate();
    await pool(1).query(
      `SELECT count(*) FROM graphile_worker.add_jobs((
         SELECT array_agg((
           $1::text, CASE WHEN $1 = 'step' THEN json_build_object('n', i) ELSE '{}'::json END, CASE WHEN $3::int > 0 THEN 'q' || i % greatest($3::int, 1) END,
           now(), NULL::int, NULL::text, NULL::int, NULL::text[]
         )::graphile_worker.job_spec ORDER BY i)
         FROM generate_series(1, $2::int) AS i))`,
      [task, count, keys],
    );
  },
  work: async (task, { maxPoolSize = 10, ...worker }) => {
    await run({
      pgPool: pool(maxPoolSize),
      logger,
      taskList: { [task]: tasks[task] },
      noHandleSignals: true,
      preset: { worker: { maxPoolSize, ...worker } },
    });
  },
});
