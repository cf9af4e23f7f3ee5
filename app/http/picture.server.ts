import { Failure } from "~/models/failure";
import { removePictures, type StoredPicture } from "~/models/image/store.server";
import { storePictures } from "~/models/image/upload.server";
import type { UploadedFile } from "./upload.server";

/** Encodes and stores the picture of a write, before its change. Throws `Failure` at the field `file`. */
export async function storeArrived(file: UploadedFile): Promise<StoredPicture> {
  try {
    const [picture] = await storePictures([file]);
    return picture as StoredPicture;
  } catch (error) {
    throw error instanceof Failure ? new Failure(error.code, error.message, "file") : error;
  }
}

/** Removes it again when nothing came of the write. */
export const forgetStored = async (picture: StoredPicture | null) => {
  if (picture) await removePictures([picture]);
};
