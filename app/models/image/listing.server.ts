import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import { imageSelect, kept, onShelf } from "~/models/product/select";
import { purgeDay } from "~/models/retention";

/** As many as a product page shows. */
export const MAX_PICTURES = 50;

export const inOrder = [{ position: "asc" }, { id: "asc" }] as const;

const shown = { ...imageSelect, version: true } as const;

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

/** The same, as far as the caller may see the product. Throws `Failure` not_found. */
export async function listProductPictures(productId: string, { drafts }: { drafts: boolean }) {
  await requireProduct(productId, { drafts });
  return listPictures(productId);
}

/** One of them, and its place among them. Throws `Failure` not_found. */
export async function getProductPicture(
  { id, productId }: { id: string; productId: string },
  by: { drafts: boolean },
) {
  const pictures = await listProductPictures(productId, by);
  const place = pictures.findIndex((picture) => picture.id === id);
  const picture = pictures[place];
  if (!picture) throw new Failure("not_found", "Picture not found");
  return { picture, place };
}

/** Throws `Failure` not_found for who may not see a product, before anything slow is done for it. */
export async function requireProduct(id: string, { drafts }: { drafts: boolean }) {
  const where = { ...(drafts ? kept : onShelf), id };
  const product = await db.product.findFirst({ where, select: { id: true } });
  if (!product) throw new Failure("not_found", "Product not found");
}
