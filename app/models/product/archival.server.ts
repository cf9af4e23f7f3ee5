import { db } from "~/db/client.server";
import { isUniqueViolation } from "~/db/violations";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import type { Seen } from "~/models/version";
import { toldOf } from "./authoring.server";
import { getProduct } from "./catalogue.server";
import { claimProduct } from "./claim.server";
import { shelve, unshelve } from "./slug";

type Target = { id: string; version?: Seen };
type By = { actor: string };

const named = { slug: true, sku: true, name: true, version: true } as const;

/** Moves a product to the trash and frees its address and sku. In the trash already, it looks missing: the 90 days go on. */
export async function archiveProduct({ id, version }: Target, { actor }: By) {
  await change(async () => {
    await claimProduct({ id, version });
    const product = await db.product.findUniqueOrThrow({ where: { id }, select: named });
    await db.product.update({
      where: { id },
      data: {
        deletedAt: new Date(),
        slug: shelve(product.slug, id),
        sku: product.sku && shelve(product.sku, id),
      },
      select: { id: true },
    });
    record({ type: "product.deleted", subject: id, actor, data: toldOf(product) });
  });
}

type Return = { id: string; slug?: string; sku?: string | null };

/**
 * Takes a product back from the trash, under `slug` or with `sku` when its old ones are taken (`null` for no sku). Throws
 * `Failure` not_found or conflict.
 */
export async function restoreProduct({ id, slug, sku }: Return, { actor }: By) {
  try {
    return await change(async () => {
      const { count } = await db.product.updateMany({
        where: { id, deletedAt: { not: null } },
        data: { deletedAt: null, version: { increment: 1 } },
      });
      if (count === 0) throw new Failure("not_found", "Product not found in the trash");
      const before = await db.product.findUniqueOrThrow({ where: { id }, select: named });
      const words = {
        slug: slug ?? unshelve(before.slug),
        sku: sku === undefined ? before.sku && unshelve(before.sku) : sku,
      };
      await db.product.update({ where: { id }, data: words, select: { id: true } });
      const product = await getProduct(id, { drafts: true });
      record({ type: "product.restored", subject: id, actor, data: toldOf(product) });
      return product;
    });
  } catch (error) {
    if (isUniqueViolation(error, "slug")) {
      throw new Failure("conflict", "Another product has this address now; choose a new one", "slug");
    }
    if (isUniqueViolation(error, "sku"))
      throw new Failure("conflict", "Another product has this sku now; change it or leave it empty", "sku");
    throw error;
  }
}
