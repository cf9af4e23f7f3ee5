import { existsSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { db } from "~/db/client.server";
import { pictureDisposal, sweepPictures } from "~/models/image/disposal.server";
import {
  addPictures,
  describePicture,
  movePicture,
  removePicture,
  restorePicture,
} from "~/models/image/gallery.server";
import { listPictures, listRemovedPictures } from "~/models/image/listing.server";
import { PICTURE_NAME, pictureNames, picturesFolder } from "~/models/image/store.server";
import { storePictures } from "~/models/image/upload.server";
import { pictureBytes } from "../../factories/pictures";
import { createProduct } from "../../factories/shop";

const by = { actor: "ines" };

async function arrived(name = "cover.png") {
  const bytes = await pictureBytes();
  return { name, bytes: async () => bytes };
}

async function productWithPictures(count: number) {
  const product = await createProduct();
  const pictures = await storePictures(await Promise.all(Array.from({ length: count }, () => arrived())));
  await addPictures({ productId: product.id, pictures, alt: "" }, by);
  return { product, pictures: await listPictures(product.id) };
}

const files = () => (existsSync(picturesFolder) ? readdirSync(picturesFolder) : []);

test("a picture lies on the disk under a name of the shop's own making", async () => {
  const [stored] = await storePictures([await arrived("../../etc/passwd.png")]);

  for (const name of pictureNames(stored ?? { file: "", widths: "" })) {
    expect(name).toMatch(PICTURE_NAME);
    expect(existsSync(path.join(picturesFolder, name))).toBe(true);
  }
});

test("when one of several pictures is refused, none is kept", async () => {
  const before = files();
  const bad = { name: "logo.svg", bytes: async () => Buffer.from("<svg/>") };

  await expect(storePictures([await arrived(), bad])).rejects.toMatchObject({ code: "unsupported" });

  expect(files()).toEqual(before);
});

test("pictures change places with their neighbours and stop at the ends", async () => {
  const { product, pictures } = await productWithPictures(3);
  const [a, b, c] = pictures.map((picture) => picture.id);
  const order = async () => (await listPictures(product.id)).map((picture) => picture.id);

  await movePicture({ id: c ?? "", productId: product.id, by: -1 }, by);
  expect(await order()).toEqual([a, c, b]);
  await movePicture({ id: b ?? "", productId: product.id, by: 1 }, by);
  expect(await order()).toEqual([a, c, b]);
  await movePicture({ id: a ?? "", productId: product.id, by: 1 }, by);
  expect(await order()).toEqual([c, a, b]);
});

test("a removed picture can be put back, behind the others", async () => {
  const { product, pictures } = await productWithPictures(2);
  const place = { id: pictures[0]?.id ?? "", productId: product.id };

  await removePicture(place, by);
  expect(await listRemovedPictures(product.id)).toMatchObject([{ id: place.id }]);
  await restorePicture(place, by);

  expect((await listPictures(product.id)).map((picture) => picture.id)).toEqual([pictures[1]?.id, place.id]);
});

test("a picture of another product cannot be touched", async () => {
  const { pictures } = await productWithPictures(1);
  const other = await createProduct();
  const place = { id: pictures[0]?.id ?? "", productId: other.id };

  await expect(removePicture(place, by)).rejects.toMatchObject({ code: "not_found" });
  await expect(movePicture({ ...place, by: 1 }, by)).rejects.toMatchObject({ code: "not_found" });
  await expect(describePicture({ ...place, alt: "Mine", before: "" }, by)).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a description written meanwhile is not overwritten unseen", async () => {
  const { product, pictures } = await productWithPictures(1);
  const place = { id: pictures[0]?.id ?? "", productId: product.id };
  await describePicture({ ...place, alt: "The ledger", before: "" }, by);

  const late = describePicture({ ...place, alt: "A screenshot", before: "" }, by);

  await expect(late).rejects.toMatchObject({ code: "stale", message: expect.stringContaining("The ledger") });
});

test("changing the pictures tells everybody, and leaves an open product form valid", async () => {
  const { product } = await productWithPictures(1);

  const events = await db.event.findMany({ where: { subject: product.id, type: "product.updated" } });
  const after = await db.product.findUniqueOrThrow({ where: { id: product.id } });

  expect(events).toHaveLength(1);
  expect(after.version).toBe(product.version);
});

test("the files of a purged product are removed, also when it is told twice", async () => {
  const { pictures } = await productWithPictures(1);
  const names = pictures.flatMap(pictureNames);
  const outside = path.join(picturesFolder, "../keep-1.webp");
  writeFileSync(outside, "");
  const purged = { type: "product.purged", data: { files: ["../keep-1.webp"] } };
  const told = { type: "product.purged", data: { files: names } };

  await pictureDisposal.handle([purged, told, told] as never);

  for (const name of names) expect(files()).not.toContain(name);
  expect(existsSync(outside)).toBe(true);
});

test("files that no row knows are swept away, the others stay", async () => {
  const { pictures } = await productWithPictures(1);
  const [orphan] = await storePictures([await arrived()]);

  await sweepPictures({ hours: 0 });

  for (const name of pictures.flatMap(pictureNames)) expect(files()).toContain(name);
  for (const name of pictureNames(orphan ?? { file: "", widths: "" })) expect(files()).not.toContain(name);
});
