import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { env } from "~/env.server";
import { Failure } from "~/models/failure";
import { newToken } from "~/models/token.server";

const KEPT_HOURS = 24;
const folder = path.join(env.DATA_DIR, "waiting");

/** Keeps the bytes of a file for a day, for whoever brought it. Returns the word they get it back by. */
export async function keepWaiting(bytes: Readable | AsyncIterable<Uint8Array>, broughtBy: string) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await forgetOld();
  const word = newToken();
  await pipeline(bytes, createWriteStream(pathOf(word, broughtBy), { mode: 0o600, flags: "wx" }));
  return word;
}

/** The path of a file that waits. Throws `Failure` not_found when it is not there any more, or somebody else brought it. */
export async function getWaiting(word: string, broughtBy: string) {
  const file = pathOf(word, broughtBy);
  if (!(await stat(file).catch(() => null)))
    throw new Failure("not_found", "The file is not here any more: choose it again");
  return file;
}

/** Notes that the file was used. It goes on waiting, so that what became of it can be looked at. */
export async function markUsed(word: string, broughtBy: string) {
  await writeFile(`${pathOf(word, broughtBy)}.used`, "", { mode: 0o600 });
}

export async function isUsed(word: string, broughtBy: string) {
  return (await stat(`${pathOf(word, broughtBy)}.used`).catch(() => null)) !== null;
}

export async function forgetWaiting(word: string, broughtBy: string) {
  await rm(pathOf(word, broughtBy), { force: true });
}

function pathOf(word: string, broughtBy: string) {
  if (!/^[\w-]{43}$/.test(word) || !/^[\w-]+$/.test(broughtBy))
    throw new Failure("not_found", "The file is not here any more: choose it again");
  return path.join(folder, `${broughtBy}.${word}.csv`);
}

async function forgetOld() {
  const oldest = Date.now() - KEPT_HOURS * 3_600_000;
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (mtimeMs < oldest) await rm(file, { force: true });
  }
}
