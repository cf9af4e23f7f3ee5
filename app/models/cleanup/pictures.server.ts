import { rm } from "node:fs/promises";
import path from "node:path";
import { db } from "~/db/client.server";
import { env } from "~/env.server";

export type PictureFiles = { file: string; widths: string };

/**
 * Removes those files of pictures that no row knows any more. Killed on the way, it leaves files that nothing links to; a
 * file that is gone already is no reason to stop.
 */
export async function removeOrphans(pictures: readonly PictureFiles[]) {
  if (pictures.length === 0) return;
  const known = await db.productImage.findMany({
    where: { file: { in: pictures.map(({ file }) => file) } },
    select: { file: true },
  });
  const kept = new Set(known.map(({ file }) => file));
  for (const { file, widths } of pictures) {
    if (kept.has(file)) continue;
    for (const width of widths.split(",")) {
      await rm(path.join(env.DATA_DIR, "uploads", path.basename(`${file}-${width}.webp`)), { force: true });
    }
  }
}
