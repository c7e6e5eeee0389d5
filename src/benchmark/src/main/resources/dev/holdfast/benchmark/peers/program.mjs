// What the programs of both peers have in common; see PeerProgram.java.
import pg from "pg";

export const pool = (max) => {
  const pool = new pg.Pool({ max });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
};

/** Lasts until the process is killed; the program that measures waits for the line. */
export const nap = async () => {
  console.log("nap");
  await new Promise((resolve) => setTimeout(resolve, 3_600_000));
};

export const main = async (commands) => {
  const [command, ...rest] = process.argv.slice(2);
  if (command === "work") {
    process.stdin.on("end", () => process.exit(0)).resume();
    await commands.work(rest[0], JSON.parse(rest[1]));
  } else {
    const [task, count, keys, options] = rest;
    await commands.load(task, Number(count), Number(keys), JSON.parse(options));
    process.exit(0);
  }
};
