import { spawn } from "node:child_process";
import path from "node:path";

const launcher = path.resolve(import.meta.dirname, "../../.config/command.mjs");

/** Types a command as npm would run it, on the folder and database of this test file. */
export function type(
  words: string[],
  { env = {}, cwd = "/" }: { env?: Record<string, string>; cwd?: string } = {},
) {
  return new Promise<{ exitCode: number | null; out: string; err: string }>((resolve) => {
    const child = spawn(process.execPath, [launcher, ...words], {
      cwd,
      env: {
        PATH: process.env.PATH,
        DATA_DIR: process.env.DATA_DIR,
        ...(process.env.DATABASE_URL && { DATABASE_URL: process.env.DATABASE_URL }),
        ...env,
      },
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk) => (out += chunk));
    child.stderr.on("data", (chunk) => (err += chunk));
    child.once("close", (exitCode) => resolve({ exitCode, out, err }));
  });
}
