import sharp from "sharp";
import { expect, test } from "vitest";
import { encodePicture } from "~/models/image/encoding.server";
import { pictureBytes, sidewaysPhotograph } from "../../factories/pictures";

const formats = ["png", "jpeg", "webp", "avif", "gif"] as const;

test.each(formats)("a %s picture becomes WebP", async (format) => {
  const picture = await encodePicture(await pictureBytes({ format }), "cover");

  for (const { bytes } of picture.sizes) expect((await sharp(bytes).metadata()).format).toBe("webp");
});

test("a wide picture is kept at 400, 800 and 1600, and the largest gives its measures", async () => {
  const picture = await encodePicture(await pictureBytes({ width: 3200, height: 1600 }), "cover");

  expect(picture.sizes.map((size) => size.width)).toEqual([400, 800, 1600]);
  expect(picture).toMatchObject({ width: 1600, height: 800 });
});

test("a small picture is never enlarged", async () => {
  const small = await encodePicture(await pictureBytes({ width: 120, height: 90 }), "cover");
  const middling = await encodePicture(await pictureBytes({ width: 1000, height: 500 }), "cover");

  expect(small.sizes.map((size) => size.width)).toEqual([120]);
  expect(middling.sizes.map((size) => size.width)).toEqual([400, 800, 1000]);
});

test("a photograph is turned upright and tells nothing of its maker", async () => {
  const { sizes, width, height } = await encodePicture(await sidewaysPhotograph(), "photo.jpg");

  expect({ width, height }).toEqual({ width: 40, height: 60 });
  const kept = await sharp(sizes[0]?.bytes).metadata();
  expect(kept.exif).toBeUndefined();
  expect(kept.orientation).toBeUndefined();
});

test("an animation is kept as its first frame", async () => {
  const frames = [await pictureBytes(), await pictureBytes()];
  const animation = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();

  const { sizes } = await encodePicture(animation, "wave.gif");

  expect((await sharp(sizes[0]?.bytes, { animated: true }).metadata()).pages ?? 1).toBe(1);
});

test("an SVG is refused by what it is, whatever it is called", async () => {
  const drawings = [
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    '<?xml version="1.0"?><svg/>',
    "\uFEFF  <!-- hello --><svg/>",
  ];
  for (const drawing of drawings) {
    await expect(encodePicture(Buffer.from(drawing), "logo.png")).rejects.toMatchObject({
      code: "unsupported",
      message: expect.stringContaining("logo.png is an SVG"),
    });
  }
});

test("what is no picture is refused, and so is half of one", async () => {
  const whole = await pictureBytes({ width: 900, height: 900, format: "jpeg" });
  const html = Buffer.from("<html><script>alert(1)</script></html>");

  await expect(encodePicture(html, "page.png")).rejects.toMatchObject({ code: "unsupported" });
  await expect(encodePicture(Buffer.alloc(0), "empty.png")).rejects.toMatchObject({ code: "unsupported" });
  await expect(encodePicture(Buffer.from("GIF89a<script>"), "x.gif")).rejects.toMatchObject({
    code: "invalid",
  });
  await expect(encodePicture(whole.subarray(0, 60), "half.jpg")).rejects.toMatchObject({ code: "invalid" });
});

test("a picture that would unpack to too many pixels is refused before it is unpacked", async () => {
  const long = await pictureBytes({ width: 12_100, height: 10 });
  const large = await pictureBytes({ width: 7_000, height: 7_000 });

  await expect(encodePicture(long, "long.png")).rejects.toMatchObject({
    message: expect.stringContaining("too large"),
  });
  await expect(encodePicture(large, "large.png")).rejects.toMatchObject({
    message: expect.stringContaining("too large"),
  });
});
