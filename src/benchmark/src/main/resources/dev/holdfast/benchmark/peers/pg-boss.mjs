import { PgBoss } from "pg-boss";
import { main, nap, step } from "./program.mjs";

const open = async (options) => {
  const { PGUSER, PGPASSWORD, PGHOST, PGPORT, PGDATABASE } = process.env;
  const boss = new PgBoss({
    host: PGHOST, port: Number(PGPORT), database: PGDATABASE, user: PGUSER, password: PGPASSWORD, ...options,
  });
  boss.on("error", (error) => console.error(error.message));
  await boss.start();
  return boss;
};

const tasks = { noop: async () => {}, nap, step: ([job]) => step(job.data.n) };

await main({
  load: async (task, count, keys, { heartbeatSeconds }) => {
    const boss = await open({ max: 2, supervise: false, schedule: false });
    await boss.createQueue(task, {
      partition: true,
      ...(keys > 0 && { policy: "key_strict_fifo" }),
      ...(heartbeatSeconds && { heartbeatSeconds }),
    });
    const jobs = Array.from({ length: count }, (_, i) =>
      keys > 0 ? { singletonKey: `q${i % keys}` } : task === "step" ? { data: { n: i } } : {});
    for (let i = 0; i < jobs.length; i += 5000) {
      await boss.insert(task, jobs.slice(i, i + 5000));
    }
  },
  work: async (task, { superviseIntervalSeconds, monitorIntervalSeconds, heartbeatSeconds, ...options }) => {
    const boss = await open({
      max: 8, schedule: false, supervise: task !== "noop",
      ...(superviseIntervalSeconds && { superviseIntervalSeconds, monitorIntervalSeconds }),
    });
    await boss.work(task, options, tasks[task]);
  },
});
