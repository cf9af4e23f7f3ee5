import { db } from "~/db/client.server";
import type { Prisma } from "~/db/generated/sqlite/client";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { kept } from "~/models/product/select";
import { type Seen, stillAt } from "~/models/version";
import { inOrder, listPictures, MAX_PICTURES } from "./listing.server";
import type { StoredPicture } from "./store.server";

type By = { actor: string };
type Place = { id: string; productId: string };

/** Puts stored pictures behind those the product has, and returns their ids. Throws `Failure` conflict when they become too many. */
export async function addPictures(
  { productId, pictures, alt }: { productId: string; pictures: readonly StoredPicture[]; alt: string },
  by: By,
) {
  return changeGallery(productId, by, async () => {
    const held = await listPictures(productId);
    if (held.length + pictures.length > MAX_PICTURES) {
      throw new Failure("conflict", `A product has at most ${MAX_PICTURES} pictures`, "pictures");
    }
    const last = await lastPosition(productId);
    const added = await db.productImage.createManyAndReturn({
      data: pictures.map((picture, index) => ({ ...picture, productId, alt, position: last + 1 + index })),
      select: { id: true },
    });
    return added.map(({ id }) => id);
  });
}

/** Says what a picture shows. `before` is the text that was read: another one meanwhile makes it `Failure` stale. */
export async function describePicture(
  { id, productId, alt, before }: Place & { alt: string; before: string },
  by: By,
) {
  await changeGallery(productId, by, async () => {
    const where = { id, productId, deletedAt: null };
    const { count } = await db.productImage.updateMany({
      where: { ...where, alt: before },
      data: { alt, version: { increment: 1 } },
    });
    if (count > 0) return;
    const picture = await db.productImage.findFirst({ where, select: { alt: true } });
    if (!picture) throw missing();
    throw new Failure("stale", `Someone else described it meanwhile: ${picture.alt || "(nothing)"}`, "alt");
  });
}

/** Changes places with its neighbour. At the end of the row it stays where it is. */
export async function movePicture({ id, productId, by: step }: Place & { by: -1 | 1 }, by: By) {
  await changeGallery(productId, by, () => place({ id, productId }, (from) => from + step));
}

type Changes = { alt?: string | null; position?: number };

/** Changes what a picture says and where it stands, counted from 0; behind the last is last. Throws `Failure` not_found or stale. */
export async function changePicture(
  { id, productId, version, alt, position }: Place & Changes & { version?: Seen },
  by: By,
) {
  await changeGallery(productId, by, async () => {
    const where = { id, productId, deletedAt: null };
    const { count } = await db.productImage.updateMany({
      where: { ...where, ...stillAt(version) },
      data: { version: { increment: 1 }, ...(alt !== undefined && { alt: alt ?? "" }) },
    });
    if (count === 0) throw await refusalOf(where);
    if (position !== undefined) await place({ id, productId }, () => position);
  });
}

async function place({ id, productId }: Place, to: (from: number) => number) {
  const order = await db.productImage.findMany({
    where: { productId, deletedAt: null },
    select: { id: true, position: true },
    orderBy: [...inOrder],
    take: MAX_PICTURES,
  });
  const from = order.findIndex((picture) => picture.id === id);
  if (from === -1) throw missing();
  order.splice(Math.min(Math.max(to(from), 0), order.length - 1), 0, ...order.splice(from, 1));
  for (const [position, picture] of order.entries()) {
    if (picture.position === position) continue;
    await db.productImage.update({ where: { id: picture.id }, data: { position }, select: { id: true } });
  }
}

/** Takes a picture off the page. It can be put back for 90 days. Throws `Failure` not_found or stale. */
export async function removePicture({ id, productId, version }: Place & { version?: Seen }, by: By) {
  await changeGallery(productId, by, async () => {
    const where = { id, productId, deletedAt: null };
    const { count } = await db.productImage.updateMany({
      where: { ...where, ...stillAt(version) },
      data: { deletedAt: new Date(), version: { increment: 1 } },
    });
    if (count === 0) throw await refusalOf(where);
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

/**
 * Pictures are no part of the product's form: its version stays, so an open form can still be saved. Its row is written first, so
 * that whoever changes the same gallery waits.
 */
async function changeGallery<T>(productId: string, { actor }: By, work: () => Promise<T>) {
  return change(async () => {
    const { count } = await db.product.updateMany({
      where: { ...kept, id: productId },
      data: { updatedAt: new Date() },
    });
    if (count === 0) throw new Failure("not_found", "Product not found");
    const result = await work();
    const product = await db.product.findUniqueOrThrow({
      where: { id: productId },
      select: { name: true, slug: true, version: true },
    });
    record({ type: "product.updated", subject: productId, actor, data: { ...product, pictures: true } });
    return result;
  });
}

async function refusalOf(where: Prisma.ProductImageWhereInput) {
  const there = await db.productImage.findFirst({ where, select: { id: true } });
  return there ? new Failure("stale", "Someone else changed this picture meanwhile") : missing();
}

async function lastPosition(productId: string) {
  const { _max } = await db.productImage.aggregate({ where: { productId }, _max: { position: true } });
  return _max.position ?? -1;
}

const missing = () => new Failure("not_found", "Picture not found");
