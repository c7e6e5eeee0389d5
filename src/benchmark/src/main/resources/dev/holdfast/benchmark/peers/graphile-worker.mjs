import { Logger, makeWorkerUtils, run } from "graphile-worker";
import { main, nap, pool } from "./program.mjs";

const logger = new Logger(() => (level, message) => level === "error" && console.error(message));

await main({
  load: async (task, count, keys) => {
    const utils = await makeWorkerUtils({ pgPool: pool(2), logger });
    await utils.migrate();
    await pool(1).query(
      `SELECT count(*) FROM graphile_worker.add_jobs((
         SELECT array_agg((
           $1::text, '{}'::json, CASE WHEN $3::int > 0 THEN 'q' || i % greatest($3::int, 1) END,
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
      taskList: { [task]: task === "nap" ? nap : async () => {} },
      noHandleSignals: true,
      preset: { worker: { maxPoolSize, ...worker } },
    });
  },
});
