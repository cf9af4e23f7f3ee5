import { db } from "~/db/client.server";
import { isUniqueViolation } from "~/db/violations";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { fold } from "~/models/text";
import type { ProductInput } from "./input";
import { detailSelect, kept } from "./select";
import { slugOf } from "./slug";

type By = { actor: string };

/** Creates a product; without `slug` its address is made from the name and is free. Throws `Failure` invalid or conflict. */
export async function createProduct(input: ProductInput, { actor }: By) {
  const { category, tiers, slug, published = false, ...fields } = input;
  return namingConflicts(() =>
    change(async () => {
      const product = await db.product.create({
        data: {
          ...fields,
          slug: slug ?? (await freeSlug(slugOf(input.name))),
          published,
          publishedAt: published ? new Date() : null,
          releasedAt: input.release ? new Date() : null,
          searchText: searchTextOf(input),
          categoryId: await categoryId(category),
          tiers: { create: tiers.map((tier, position) => ({ ...tier, position })) },
        },
        select: detailSelect,
      });
      record({ type: "product.created", subject: product.id, actor, data: toldOf(product) });
      if (published) record({ type: "product.published", subject: product.id, actor, data: toldOf(product) });
      return product;
    }),
  );
}

type Replacement = { id: string; version?: number; input: ProductInput };

/**
 * Replaces what can be edited; `published`, `slug` and `sku` stay when absent. With `version` only that version is
 * replaced. Throws `Failure` not_found, stale, invalid or conflict.
 */
export async function replaceProduct({ id, version, input }: Replacement, { actor }: By) {
  const { category, tiers, published, ...fields } = input;
  return namingConflicts(() =>
    change(async () => {
      const before = await db.product.findFirst({
        where: { ...kept, id },
        select: { published: true, publishedAt: true, release: true, version: true },
      });
      if (!before) throw new Failure("not_found", "Product not found");
      const data = {
        ...fields,
        searchText: searchTextOf(input),
        categoryId: await categoryId(category),
        version: { increment: 1 },
        // An edited sample is the owner's own: removing the sample shop leaves it.
        sample: false,
        ...publication(before, published),
        ...releaseOf(before, input.release),
      };
      const { count } = await db.product.updateMany({
        where: { ...kept, id, version: version ?? before.version },
        data,
      });
      if (count === 0) throw new Failure("stale", "Someone else changed this meanwhile");
      await db.priceTier.deleteMany({ where: { productId: id } });
      await db.priceTier.createMany({
        data: tiers.map((tier, position) => ({ ...tier, position, productId: id })),
      });
      const product = await db.product.findUniqueOrThrow({ where: { id }, select: detailSelect });
      record({ type: "product.updated", subject: id, actor, data: toldOf(product) });
      if (product.published !== before.published) {
        const type = product.published ? "product.published" : "product.unpublished";
        record({ type, subject: id, actor, data: toldOf(product) });
      }
      return product;
    }),
  );
}

/** The first publication is remembered; later ones do not move it. */
function publication(before: { publishedAt: Date | null }, published: boolean | undefined) {
  if (published === undefined) return {};
  return { published, publishedAt: published ? (before.publishedAt ?? new Date()) : before.publishedAt };
}

/** The date moves only when the software does: another word for the release, not another edit of the page. */
function releaseOf(before: { release: string | null }, release: string | null | undefined) {
  if (release === undefined || release === before.release) return {};
  return { releasedAt: release ? new Date() : null };
}

export const searchTextOf = ({ name, summary }: { name: string; summary: string }) =>
  fold(`${name} ${summary}`);

/** What an event tells of a product. */
export function toldOf({ name, slug, version }: { name: string; slug: string; version: number }) {
  return { name, slug, version };
}

async function categoryId(slug: string) {
  const category = await db.category.findUnique({ where: { slug }, select: { id: true } });
  if (!category) throw new Failure("invalid", `There is no category ${slug}`, "category");
  return category.id;
}

/** The slug itself, or with the first free number behind it. `alsoTaken` are given out and not yet written. */
export async function freeSlug(wanted: string, alsoTaken: ReadonlySet<string> = new Set()) {
  const taken = await db.product.findMany({
    where: { OR: [{ slug: wanted }, { slug: { startsWith: `${wanted}-` } }] },
    select: { slug: true },
  });
  const words = new Set([...alsoTaken, ...taken.map((row) => row.slug)]);
  if (!words.has(wanted)) return wanted;
  let number = 2;
  while (words.has(`${wanted}-${number}`)) number++;
  return `${wanted}-${number}`;
}

async function namingConflicts<T>(work: () => Promise<T>) {
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error, "slug"))
      throw new Failure("conflict", "Another product has this address", "slug");
    if (isUniqueViolation(error, "sku")) throw new Failure("conflict", "Another product has this sku", "sku");
    throw error;
  }
}
