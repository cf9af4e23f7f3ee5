import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { env } from "~/env.server";
import type { EncodedPicture } from "./encoding.server";

/** Where the pictures lie. Nothing else is in it. */
export const picturesFolder = path.join(env.DATA_DIR, "uploads");

/** The names that are served: generated, so they lead nowhere but into the folder. */
export const PICTURE_NAME = /^[a-z0-9][a-z0-9-]{0,99}-[1-9]\d{0,4}\.webp$/;

export type StoredPicture = { file: string; widths: string; width: number; height: number };
type Stem = Pick<StoredPicture, "file" | "widths">;

/** Writes every size under a new name and returns what the row keeps. All are on disk when it returns. */
export async function storePicture({ width, height, sizes }: EncodedPicture): Promise<StoredPicture> {
  const file = randomBytes(12).toString("hex");
  const widths = sizes.map((size) => size.width).join(",");
  await mkdir(picturesFolder, { recursive: true, mode: 0o700 });
  try {
    for (const size of sizes) await writeWhole(pictureName(file, size.width), size.bytes);
    await syncFolder();
  } catch (error) {
    await removePictures([{ file, widths }]);
    throw error;
  }
  return { file, widths, width, height };
}

/** Removes the files of these pictures; those that are gone already do not matter. */
export async function removePictures(pictures: readonly Stem[]) {
  for (const name of pictures.flatMap(pictureNames))
    await rm(path.join(picturesFolder, name), { force: true });
}

export const pictureNames = ({ file, widths }: Stem) =>
  widths.split(",").map((width) => pictureName(file, Number(width)));

const pictureName = (file: string, width: number) => `${file}-${width}.webp`;

/** Names of the files that nothing wrote to for `hours`: what a kill between file and row left is among them. */
export async function oldPictureFiles(hours: number): Promise<string[]> {
  const before = Date.now() - hours * 3_600_000;
  const names = await readdir(picturesFolder).catch(() => []);
  const old: string[] = [];
  for (const name of names) {
    const facts = await stat(path.join(picturesFolder, name)).catch(() => null);
    if (facts && facts.mtimeMs < before) old.push(name);
  }
  return old;
}

/** Under its name there is the whole file or none, also after a power cut. */
async function writeWhole(name: string, bytes: Uint8Array) {
  const target = path.join(picturesFolder, name);
  const draft = `${target}.draft`;
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, target).catch(async (error: unknown) => {
    await rm(draft, { force: true });
    throw error;
  });
}

async function syncFolder() {
  const folder = await open(picturesFolder, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
