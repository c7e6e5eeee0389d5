import { PgBoss } from "pg-boss";
import { main, nap } from "./program.mjs";

const open = async (options) => {
  const { PGUSER, PGPASSWORD, PGHOST, PGPORT, PGDATABASE } = process.env;
  const boss = new PgBoss({
    host: PGHOST, port: Number(PGPORT), database: PGDATABASE, user: PGUSER, password: PGPASSWORD, ...options,
  });
  boss.on("error", (error) => console.error(error.message));
  await boss.start();
  return boss;
};

await main({
  prepare: async () => {
    await open({ max: 2, supervise: false, schedule: false });
  },
  load: async (task, count, keys, heartbeatSeconds) => {
    const boss = await open({ max: 2, supervise: false, schedule: false });
    await boss.createQueue(task, {
      partition: true,
      ...(Number(keys) > 0 && { policy: "key_strict_fifo" }),
      ...(Number(heartbeatSeconds) > 0 && { heartbeatSeconds: Number(heartbeatSeconds) }),
    });
    const jobs = Array.from({ length: Number(count) }, (_, i) =>
      Number(keys) > 0 ? { singletonKey: `q${i % keys}` } : {});
    for (let i = 0; i < jobs.length; i += 5000) {
      await boss.insert(task, jobs.slice(i, i + 5000));
    }
  },
  work: async ({ superviseIntervalSeconds, monitorIntervalSeconds, heartbeatSeconds, ...options }) => {
    const naps = Object.keys(options).length === 0 || heartbeatSeconds > 0;
    const boss = await open({
      max: 8, schedule: false, supervise: naps,
      ...(superviseIntervalSeconds && { superviseIntervalSeconds, monitorIntervalSeconds }),
    });
    await (naps ? boss.work("nap", options, nap) : boss.work("noop", options, async () => {}));
  },
});
