import { db } from "~/db/client.server";
import { insertProduct } from "~/db/insert-product.server";
import { findPlace } from "~/db/product-place.server";
import { takeSlugTurn } from "~/db/slug-turn.server";
import { isForeignKeyViolation, isUniqueViolation } from "~/db/violations";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { fold } from "~/models/text";
import { freshProduct } from "./fresh";
import type { ProductInput } from "./input";
import { slugOf } from "./slug";

type By = {
  actor: string;
  /** In a change that makes several: it waits for no address, since two such changes could wait for each other. */
  amongOthers?: boolean;
};

/** Creates a product; without `slug` its address is made from the name and is free. Throws `Failure` invalid or conflict. */
export async function createProduct(input: ProductInput, { actor, amongOthers = false }: By) {
  const { category, tiers, slug, published = false, ...fields } = input;
  return namingConflicts(() =>
    change(async () => {
      const wanted = slug ?? slugOf(input.name);
      if (slug === undefined && !amongOthers) await takeSlugTurn(wanted);
      const place = await findPlace({ category, slug: wanted });
      if (!place) throw noCategory(category);
      const free = slug === undefined && place.slugTaken ? await freeSlug(wanted) : wanted;
      const row = { ...fields, slug: free, published, categoryId: place.category.id };
      const given = await insertProduct({ ...row, searchText: searchTextOf(input) }, tiers);
      const product = freshProduct({ ...row, ...given, category: place.category, tiers });
      record({ type: "product.created", subject: product.id, actor, data: toldOf(product) });
      if (published) record({ type: "product.published", subject: product.id, actor, data: toldOf(product) });
      return product;
    }),
  );
}

export const searchTextOf = ({ name, summary }: { name: string; summary: string }) =>
  fold(`${name} ${summary}`);

/** What an event tells of a product. */
export function toldOf({ name, slug, version }: { name: string; slug: string; version: number }) {
  return { name, slug, version };
}

/** What an event tells of a product's new version, if it has one. */
export const releaseTold = (before: string | null, now: string | null | undefined) =>
  now && now !== before ? { release: now } : {};

/** The id behind the slug. Throws `Failure` invalid. */
export async function categoryId(slug: string) {
  const category = await db.category.findUnique({ where: { slug }, select: { id: true } });
  if (!category) throw noCategory(slug);
  return category.id;
}

const noCategory = (slug: string) => new Failure("invalid", `There is no category ${slug}`, "category");

/** The slug itself, or with the first free number behind it. `alsoTaken` are given out and not yet written. */
export async function freeSlug(wanted: string, alsoTaken: ReadonlySet<string> = new Set()) {
  const holder = await db.product.findUnique({ where: { slug: wanted }, select: { id: true } });
  if (!holder && !alsoTaken.has(wanted)) return wanted;
  // Looks at every row: neither database has an index for the beginnings of words.
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

/** What `work` may meet when an address or a sku is taken, as `Failure` conflict. Around a change, never inside it. */
export async function namingConflicts<T>(work: () => Promise<T>) {
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error, "slug"))
      throw new Failure("conflict", "Another product has this address", "slug");
    if (isUniqueViolation(error, "sku")) throw new Failure("conflict", "Another product has this sku", "sku");
    if (isForeignKeyViolation(error))
      throw new Failure("conflict", "The category was removed meanwhile; choose another", "category");
    throw error;
  }
}
