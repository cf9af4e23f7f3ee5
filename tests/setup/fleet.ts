import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, onTestFinished } from "vitest";
import { startServer } from "./server";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** One more server of the same shop, as on another machine: a folder of its own, the same PostgreSQL, pictures and secrets. */
export async function startSecondServer({ env = {} }: { env?: Record<string, string> } = {}) {
  const { secrets } = await import("~/secrets.server");
  const folder = mkdtempSync(path.join(tmpdir(), "atelier-second-"));
  folders.push(folder);
  const pictures = path.join(process.env.DATA_DIR ?? "", "uploads");
  mkdirSync(pictures, { recursive: true });
  symlinkSync(pictures, path.join(folder, "uploads"));
  const shared = {
    SESSION_SECRETS: secrets.session.join(","),
    SEALING_SECRETS: secrets.sealing.join(","),
    CRON_SECRET: secrets.cron.join(","),
  };
  return startServer({ env: { DATA_DIR: folder, ...shared, ...env } });
}

/** Two servers of one shop. */
export const startFleet = () => Promise.all([startServer(), startSecondServer()]);

/** What is closed when the test that opened it is over. */
export function opened<T extends { close: () => unknown }>(it: T) {
  onTestFinished(() => void it.close());
  return it;
}
