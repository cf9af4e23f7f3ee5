import { encodePicture } from "./encoding.server";
import { removePictures, type StoredPicture, storePicture } from "./store.server";

type Arrived = { name: string; bytes: () => Promise<Uint8Array> };

/** Encodes and stores pictures, all or none. Throws `Failure` that names the one at fault. */
export async function storePictures(arrived: readonly Arrived[]): Promise<StoredPicture[]> {
  const stored: StoredPicture[] = [];
  try {
    for (const { name, bytes } of arrived) {
      stored.push(await storePicture(await encodePicture(await bytes(), name || "The file")));
    }
    return stored;
  } catch (error) {
    await removePictures(stored);
    throw error;
  }
}
