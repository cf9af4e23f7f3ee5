import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import type { StoredPicture } from "./store.server";

const KEPT_HOURS = 24;

/** Keeps a stored picture for a day, for the key that sent it, until a product takes it. */
export async function keepPicture({ file, widths, width, height }: StoredPicture, apiKeyId: string) {
  const expiresAt = new Date(Date.now() + KEPT_HOURS * 3_600_000);
  return db.upload.create({
    data: { file, widths, width, height, apiKeyId, expiresAt },
    select: { id: true, width: true, height: true, createdAt: true, expiresAt: true },
  });
}

/** Takes it, once. Inside the change that puts it on a product. Throws `Failure` invalid. */
export async function takePicture(id: string, apiKeyId: string): Promise<StoredPicture> {
  const where = { id, apiKeyId, expiresAt: { gt: new Date() } };
  const select = { file: true, widths: true, width: true, height: true } as const;
  const picture = await db.upload.findFirst({ where, select });
  const { count } = await db.upload.deleteMany({ where });
  if (!picture || count === 0) {
    throw new Failure(
      "invalid",
      "This upload is used, too old or not yours: send the file again",
      "uploadId",
    );
  }
  return picture;
}
