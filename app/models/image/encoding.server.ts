import type { Metadata, Sharp } from "sharp";
import { Failure } from "~/models/failure";
import { once } from "~/once.server";
import { pictureKind } from "./kind";

export const PICTURE_WIDTHS = [400, 800, 1600] as const;
const MAX_SIDE = 12_000;
const MAX_PIXELS = 40_000_000;
const ENCODE_SECONDS = 30;

/** A picture as the shop keeps it: WebP in a few widths, ascending; `width` and `height` are those of the widest. */
export type EncodedPicture = {
  width: number;
  height: number;
  sizes: { width: number; bytes: Buffer }[];
};

/**
 * Decodes an uploaded picture and encodes it anew, so that nothing of the file itself is ever served: turned upright, without
 * metadata, never enlarged. `name` is for the messages. Throws `Failure` invalid or unsupported.
 */
export async function encodePicture(bytes: Uint8Array, name: string): Promise<EncodedPicture> {
  requireKind(bytes, name);
  return oneAtATime(async () => {
    const sharp = await loadSharp();
    const open = () =>
      sharp(bytes, { limitInputPixels: MAX_PIXELS, pages: 1 })
        .timeout({ seconds: ENCODE_SECONDS })
        .autoOrient();
    try {
      // Only the header is read here, so that a picture of any size gets its answer.
      const widest = widestOf(await sharp(bytes, { limitInputPixels: false }).metadata(), name);
      const sizes = [];
      for (const width of widthsUpTo(widest)) sizes.push(await encodeAt(open(), width));
      const last = sizes.at(-1);
      return { width: last?.width ?? 0, height: last?.height ?? 0, sizes };
    } catch (error) {
      if (error instanceof Failure) throw error;
      throw new Failure("invalid", `${name} is damaged or not a picture; save it again and retry`);
    }
  });
}

function requireKind(bytes: Uint8Array, name: string) {
  const kind = pictureKind(bytes);
  if (kind === "SVG") {
    throw new Failure("unsupported", `${name} is an SVG, which can hold scripts; export it as PNG or WebP`);
  }
  if (!kind) throw new Failure("unsupported", `${name} is not a PNG, JPEG, WebP, AVIF or GIF picture`);
}

function widestOf({ autoOrient: { width, height } }: Metadata, name: string) {
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
    throw new Failure("invalid", `${name} is too large; use at most 40 megapixels and ${MAX_SIDE} a side`);
  }
  return Math.min(width, PICTURE_WIDTHS[2]);
}

const widthsUpTo = (widest: number) => [...PICTURE_WIDTHS.filter((width) => width < widest), widest];

async function encodeAt(picture: Sharp, width: number) {
  const resized = picture.resize({ width, withoutEnlargement: true }).webp({ quality: 82 });
  const { data: bytes, info } = await resized.toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, bytes };
}

/** Loaded at the first picture: until then the process is a third smaller. One thread and no cache keep it so. */
async function loadSharp() {
  const { default: sharp } = await import("sharp");
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}

/** A decoded picture takes up to 160 MB: one at a time in the whole process. */
const line = once("pictures-line", () => ({ last: Promise.resolve() as Promise<unknown> }));
function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const result = line.last.then(work, work);
  line.last = result.catch(() => undefined);
  return result;
}
