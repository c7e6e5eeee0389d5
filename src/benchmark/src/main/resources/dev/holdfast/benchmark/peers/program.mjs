// What the programs of both peers have in common; see PeerProgram.java.
import pg from "pg";

export const pool = (max) => {
  const pool = new pg.Pool({ max });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
};

const seconds = (count) => new Promise((resolve) => setTimeout(resolve, count * 1000));

/** Lasts until the process is killed; the program that measures reads the lines. */
export const nap = async () => {
  console.log("nap");
  for (let beat = 0; beat < 36_000; beat++) {
    await seconds(0.1);
    console.log("beat");
  }
};

/** Lasts for half a second. */
export const step = async (number) => {
  console.log(`begin ${number}`);
  await seconds(0.5);
  console.log(`end ${number}`);
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
