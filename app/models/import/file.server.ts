import { existsSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { env } from "~/env.server";
import { newToken } from "~/models/token.server";

const folder = path.join(env.DATA_DIR, "imports");

/** A name and a path for a file that is about to be imported. */
export async function newImportFile() {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = newToken();
  return { name, path: importFile(name) };
}

export const importFile = (name: string) => path.join(folder, name);
export const hasImportFile = (name: string) => existsSync(importFile(name));
export const removeImportFile = (name: string) => rm(importFile(name), { force: true });

/** Removes every file but these: what was cut short, and what is over. */
export async function sweepImportFiles(wanted: readonly string[]) {
  const found = await readdir(folder).catch(() => []);
  for (const name of found) if (!wanted.includes(name)) await removeImportFile(name);
}
