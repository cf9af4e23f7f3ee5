import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterAll } from "vitest";
import { asStarted } from "./as-started";
import { requireCleanLog } from "./clean-log";

const root = path.resolve(import.meta.dirname, "../..");
const START_LIMIT_MS = 30_000;

// Said when the file is loaded: inside a hook, where servers start, `afterAll` is not heard and they would live on.
const endings: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of endings) await end();
});

export type RunningServer = Awaited<ReturnType<typeof startServer>>;

/**
 * The built server as a process of its own, on the database of this test file (`db` sees the same rows). Arrange owners and
 * settings through the models before it starts; while it runs, through its doors.
 */
export async function startServer({ env = {} }: { env?: Record<string, string> } = {}) {
  const log: string[] = [];
  let child: ChildProcess;
  let port = "0";

  async function start() {
    child = spawn(process.execPath, [...asStarted.flags, path.join(root, "build/server.js")], {
      env: {
        PATH: process.env.PATH,
        ...asStarted.env,
        HOST: "127.0.0.1",
        PORT: port,
        DATA_DIR: process.env.DATA_DIR,
        ...(process.env.DATABASE_URL && { DATABASE_URL: process.env.DATABASE_URL }),
        SAMPLE_DATA: "off",
        RATE_LIMIT: "off",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const listening = new Promise<string>((resolve, reject) => {
      const limit = setTimeout(
        () => reject(new Error(`the server did not start:\n${log.join("")}`)),
        START_LIMIT_MS,
      );
      let heard = false;
      const hear = (chunk: Buffer) => {
        log.push(String(chunk));
        if (heard) return;
        const found = /https?:\/\/[^\s/"]+:(\d+)/.exec(log.join(""))?.[1];
        if (found) {
          heard = true;
          clearTimeout(limit);
          resolve(found);
        }
      };
      child.stdout?.on("data", hear);
      child.stderr?.on("data", hear);
      child.once("exit", (code) => reject(new Error(`the server ended with ${code}:\n${log.join("")}`)));
    });
    port = await listening;
  }

  async function end(signal: NodeJS.Signals) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, "exit");
    requireCleanLog(log.join(""));
  }

  await start();
  const server = {
    get origin() {
      return `http://127.0.0.1:${port}`;
    },
    get pid() {
      return child.pid;
    },
    /** What it wrote so far. */
    output: () => log.join(""),
    fetch: (address: string, init?: RequestInit) =>
      fetch(new URL(address, `http://127.0.0.1:${port}`), { redirect: "manual", ...init }),
    /** Stops politely. */
    stop: () => end("SIGTERM"),
    /** Ends it as a power cut would. */
    kill: () => end("SIGKILL"),
    /** Starts it again on the same port, folder and database. */
    start: () => {
      log.length = 0;
      return start();
    },
  };
  endings.push(() => end("SIGKILL"));
  return server;
}
