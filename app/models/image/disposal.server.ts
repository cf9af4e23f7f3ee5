import { rm } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { db } from "~/db/client.server";
import type { Consumer } from "~/models/outbox/dispatcher.server";
import { oldPictureFiles, PICTURE_NAME, picturesFolder } from "./store.server";

const Purged = z.object({ files: z.array(z.string().regex(PICTURE_NAME)) });

const PURGES = new Set(["product.purged", "image.purged"]);

/** Removes the files that a purge named, after its commit. Killed half-way it does it again, which changes nothing. */
export const pictureDisposal: Consumer = {
  name: "pictures",
  async handle(events) {
    for (const event of events) {
      const purged = PURGES.has(event.type) ? Purged.safeParse(event.data) : null;
      for (const name of purged?.data?.files ?? [])
        await rm(path.join(picturesFolder, name), { force: true });
    }
    return undefined;
  },
};

/** Removes files that no row knows, such as those of an upload that a kill cut short. Returns how many. */
export async function sweepPictures({ hours = 24 } = {}) {
  let removed = 0;
  for (const name of await oldPictureFiles(hours)) {
    const file = name.replace(/-\d+\.webp(?:\.draft)?$/, "");
    if (await isKnown(file)) continue;
    await rm(path.join(picturesFolder, name), { force: true });
    removed++;
  }
  return removed;
}

async function isKnown(file: string) {
  const query = { where: { file }, select: { id: true } };
  return Boolean((await db.productImage.findUnique(query)) ?? (await db.upload.findUnique(query)));
}
