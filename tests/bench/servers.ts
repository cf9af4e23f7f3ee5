import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { asStarted } from "../setup/as-started";

export type Server = { origin: string; pid: number; stop: () => void };

const TICK_MS = 10;
const children = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});

/** Starts a script on the second core, where there is one. */
export async function start(
  script: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<Server> {
  return run([script, ...args], env);
}

/** Our own, as `npm start` starts it. */
export async function startShop(env: Record<string, string>): Promise<Server> {
  const quiet = { HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "warn" };
  return run([...asStarted.flags, "build/server.js"], { ...asStarted.env, ...quiet, ...env });
}

async function run(args: string[], env: Record<string, string>): Promise<Server> {
  const [command = process.execPath, ...rest] = [...onCore(1), process.execPath, ...args];
  const child = spawn(command, rest, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.add(child);
  for await (const chunk of child.stdout ?? []) {
    const port = /(?:127\.0\.0\.1:|localhost:|^)(\d{4,5})/m.exec(String(chunk))?.[1];
    if (port) {
      child.stdout?.resume();
      const stop = () => void (children.delete(child) && child.kill("SIGKILL"));
      return { origin: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, stop };
    }
  }
  throw new Error(`${args.join(" ")} did not start`);
}

/** What the process has computed until now, all its threads together. Only Linux tells. */
export function cpuMs({ pid }: Server) {
  try {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ")
      .slice(11);
    return (Number(user) + Number(system)) * TICK_MS;
  } catch {
    return Number.NaN;
  }
}

/** Resident memory. Only Linux tells. */
export function residentKb({ pid }: Pick<Server, "pid">) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
}

/** What to put before a command to give it a core of its own, where that can be had. */
export function onCore(core: number) {
  const pinned = ["taskset", "-c", String(core)];
  try {
    execFileSync("taskset", [...pinned.slice(1), "true"], { stdio: "ignore" });
    return pinned;
  } catch {
    return [];
  }
}
