import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { until } from "./device";

export type Probe = ReturnType<typeof startProbe>;

/** A device that runs as a program of its own: what it prints, line by line and when, and a way to tell it more. */
export function startProbe([program = "", ...args]: string[]) {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
  const lines: { text: string; at: number }[] = [];
  let errors = "";
  createInterface(child.stdout).on("line", (text) => lines.push({ text, at: Date.now() }));
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  /** The first line from `from` on that `holds`, waited for. */
  async function line(holds: (text: string) => boolean, { from = 0, limitMs = 20_000 } = {}) {
    const found = () => lines.slice(from).find(({ text }) => holds(text));
    await until(() => found() !== undefined || child.exitCode !== null, limitMs).catch(() => undefined);
    const it = found();
    if (!it) throw new Error(`it printed ${JSON.stringify(lines.slice(from))}\n${errors}`);
    return it;
  }
  return {
    lines,
    line,
    tell: (text: string) => child.stdin.write(`${text}\n`),
    end: () => child.kill("SIGKILL"),
  };
}
