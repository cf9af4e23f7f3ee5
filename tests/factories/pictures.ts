import sharp from "sharp";

type Options = { width?: number; height?: number; format?: "png" | "jpeg" | "webp" | "avif" | "gif" };

/** A real picture in one colour. */
export async function pictureBytes({ width = 40, height = 30, format = "png" }: Options = {}) {
  const blank = sharp({ create: { width, height, channels: 3, background: "#9a3b1e" } });
  return blank.toFormat(format).toBuffer();
}

/** A photograph with a place in its metadata, lying on its side: shown upright it is higher than wide. */
export async function sidewaysPhotograph() {
  return sharp({ create: { width: 60, height: 40, channels: 3, background: "#446" } })
    .jpeg()
    .withExif({ IFD0: { Artist: "Ines Moreau", Orientation: "6" } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
}
