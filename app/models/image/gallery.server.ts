import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { imageSelect } from "~/models/product/select";
import { purgeDay } from "~/models/retention";
import type { StoredPicture } from "./store.server";

/** As many as a product page shows. */
export const MAX_PICTURES = 50;

type By = { actor: string };
type Place = { id: string; productId: string };

const shown = { ...imageSelect, position: true } as const;
const inOrder = [{ position: "asc" }, { id: "asc" }] as const;

/** A product's pictures in their order. */
export async function listPictures(productId: string) {
  return db.productImage.findMany({
    where: { productId, deletedAt: null },
    select: shown,
    orderBy: [...inOrder],
    take: MAX_PICTURES,
  });
}

/** What was removed and can still be put back, newest first, with the day from which it is gone for good. */
export async function listRemovedPictures(productId: string) {
  const rows = await db.productImage.findMany({
    where: { productId, deletedAt: { not: null } },
    select: { ...shown, deletedAt: true },
    orderBy: [{ deletedAt: "desc" }, { id: "desc" }],
    take: MAX_PICTURES,
  });
  return rows.map(({ deletedAt, ...row }) => ({ ...row, purgeAt: purgeDay(deletedAt ?? new Date()) }));
}

/** Puts stored pictures behind those the product has. Throws `Failure` conflict when they become too many. */
export async function addPictures(
  { productId, pictures, alt }: { productId: string; pictures: readonly StoredPicture[]; alt: string },
  by: By,
) {
  await changeGallery(productId, by, async () => {
    const held = await listPictures(productId);
    if (held.length + pictures.length > MAX_PICTURES) {
      throw new Failure("conflict", `A product has at most ${MAX_PICTURES} pictures`, "pictures");
    }
    const last = await lastPosition(productId);
    await db.productImage.createMany({
      data: pictures.map((picture, index) => ({ ...picture, productId, alt, position: last + 1 + index })),
    });
  });
}

/** Says what a picture shows. `before` is the text that was read: another one meanwhile makes it `Failure` stale. */
export async function describePicture(
  { id, productId, alt, before }: Place & { alt: string; before: string },
  by: By,
) {
  await changeGallery(productId, by, async () => {
    const where = { id, productId, deletedAt: null };
    const { count } = await db.productImage.updateMany({ where: { ...where, alt: before }, data: { alt } });
    if (count > 0) return;
    const picture = await db.productImage.findFirst({ where, select: { alt: true } });
    if (!picture) throw missing();
    throw new Failure("stale", `Someone else described it meanwhile: ${picture.alt || "(nothing)"}`, "alt");
  });
}

/** Changes places with its neighbour. At the end of the row it stays where it is. */
export async function movePicture({ id, productId, by: step }: Place & { by: -1 | 1 }, by: By) {
  await changeGallery(productId, by, async () => {
    const order = await listPictures(productId);
    const from = order.findIndex((picture) => picture.id === id);
    if (from === -1) throw missing();
    const to = Math.min(Math.max(from + step, 0), order.length - 1);
    order.splice(to, 0, ...order.splice(from, 1));
    for (const [position, picture] of order.entries()) {
      if (picture.position === position) continue;
      await db.productImage.update({ where: { id: picture.id }, data: { position }, select: { id: true } });
    }
  });
}

/** Takes a picture off the page. It can be put back for 90 days. */
export async function removePicture({ id, productId }: Place, by: By) {
  await changeGallery(productId, by, async () => {
    const { count } = await db.productImage.updateMany({
      where: { id, productId, deletedAt: null },
      data: { deletedAt: new Date() },
    });
    if (count === 0) throw missing();
  });
}

/** Puts a removed picture back, behind the others. */
export async function restorePicture({ id, productId }: Place, by: By) {
  await changeGallery(productId, by, async () => {
    if ((await listPictures(productId)).length === MAX_PICTURES) {
      throw new Failure("conflict", `A product has at most ${MAX_PICTURES} pictures; remove one first`);
    }
    const { count } = await db.productImage.updateMany({
      where: { id, productId, deletedAt: { not: null } },
      data: { deletedAt: null, position: (await lastPosition(productId)) + 1 },
    });
    if (count === 0) throw missing();
  });
}

/** Pictures are no part of the product's form: its version stays, so an open form can still be saved. */
async function changeGallery(productId: string, { actor }: By, work: () => Promise<void>) {
  await change(async () => {
    await work();
    const { count } = await db.product.updateMany({
      where: { id: productId, deletedAt: null },
      data: { updatedAt: new Date() },
    });
    if (count === 0) throw new Failure("not_found", "Product not found");
    const product = await db.product.findUniqueOrThrow({
      where: { id: productId },
      select: { name: true, slug: true, version: true },
    });
    record({ type: "product.updated", subject: productId, actor, data: { ...product, pictures: true } });
  });
}

async function lastPosition(productId: string) {
  const { _max } = await db.productImage.aggregate({ where: { productId }, _max: { position: true } });
  return _max.position ?? -1;
}

const missing = () => new Failure("not_found", "Picture not found");
