import { db } from "~/db/client.server";
import { takeNumbers } from "~/db/take-numbers.server";
import { isForeignKeyViolation, isUniqueViolation } from "~/db/violations";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { slugOf } from "~/models/product/slug";
import { type Seen, stillAt } from "~/models/version";
import { type CategoryPatch, mergePatch } from "./body";
import { getCategory } from "./catalogue.server";
import type { CategoryInput } from "./input";

type Target = { id: string; version?: Seen };
type By = { actor: string };
type NewCategory = Pick<CategoryInput, "name"> & Partial<CategoryInput>;

/** A new category; without `slug` its address is made from its name. Throws `Failure` invalid, or conflict when it is taken. */
export async function createCategory({ name, slug, parent, position }: NewCategory, { actor }: By) {
  return namingConflicts(slug ? "slug" : "name", () =>
    change(async () => {
      const data = { name, slug: slug ?? slugOf(name), position, parentId: await idOf(parent) };
      const { id } = await db.category.create({ data, select: { id: true } });
      record({ type: "category.created", subject: id, actor, data: { name, slug: data.slug } });
      return getCategory(id);
    }),
  );
}

/** Replaces a category; its slug stays when absent. Throws `Failure` not_found, stale, invalid or conflict. */
export async function replaceCategory({ input, ...target }: Target & { input: CategoryInput }, by: By) {
  return rewrite(target, by, () => input);
}

/** Replaces what the patch names, read and written in one change. Throws as `replaceCategory` does. */
export async function patchCategory({ patch, ...target }: Target & { patch: CategoryPatch }, by: By) {
  return rewrite(target, by, (current) => mergePatch(current, patch));
}

/** Removes a category that has no products, not even in the trash, and none below it. Throws `Failure` not_found, stale or conflict. */
export async function removeCategory({ id, version }: Target, { actor }: By) {
  const taken = (name: string) =>
    new Failure("conflict", `${name} still has products, perhaps in the trash; move them first`);
  try {
    await change(async () => {
      await claim({ id, version });
      const { name, slug, _count } = await db.category.findUniqueOrThrow({
        where: { id },
        select: { name: true, slug: true, _count: { select: { products: true, children: true } } },
      });
      if (_count.products > 0) throw taken(name);
      if (_count.children > 0)
        throw new Failure("conflict", `${name} has categories below it; move them first`);
      await db.category.delete({ where: { id }, select: { id: true } });
      record({ type: "category.removed", subject: id, actor, data: { name, slug } });
    });
  } catch (error) {
    // A product came in while it was counted.
    throw isForeignKeyViolation(error) ? taken("The category") : error;
  }
}

async function rewrite(
  { id, version }: Target,
  { actor }: By,
  inputOf: (now: CategoryInput) => CategoryInput,
) {
  return namingConflicts("slug", () =>
    change(async () => {
      await claim({ id, version });
      const { parent, ...before } = await getCategory(id);
      const { name, slug, position, ...input } = inputOf({
        name: before.name,
        slug: before.slug,
        position: before.position,
        parent: parent?.slug ?? null,
      });
      const parentId = await idOf(input.parent);
      if (parentId && parentId !== parent?.id) await requireNotBelow(parentId, id);
      const data = { name, slug, position, parentId, sample: false };
      await db.category.update({ where: { id }, data, select: { id: true } });
      const category = await getCategory(id);
      record({ type: "category.updated", subject: id, actor, data: { name, slug: category.slug } });
      return category;
    }),
  );
}

/** Takes the row for this change and raises its version, if it still has one that was seen. */
async function claim({ id, version }: Target) {
  const { count } = await db.category.updateMany({
    where: { id, ...stillAt(version) },
    data: { version: { increment: 1 } },
  });
  if (count > 0) return;
  await getCategory(id);
  throw new Failure("stale", "Someone else changed this meanwhile");
}

async function idOf(parent: string | null | undefined) {
  if (!parent) return null;
  const category = await db.category.findUnique({ where: { slug: parent }, select: { id: true } });
  if (!category) throw new Failure("invalid", `There is no category ${parent}`, "parent");
  return category.id;
}

/** Two who move at once could close a ring that neither sees: whoever moves something waits for the last who did. */
async function requireNotBelow(parentId: string, id: string) {
  await takeNumbers("category tree", 1);
  for (let above: string | null = parentId; above; ) {
    if (above === id) throw new Failure("conflict", "A category cannot stand below itself", "parent");
    const row: { parentId: string | null } | null = await db.category.findUnique({
      where: { id: above },
      select: { parentId: true },
    });
    above = row?.parentId ?? null;
  }
}

async function namingConflicts<T>(field: "name" | "slug", work: () => Promise<T>) {
  try {
    return await work();
  } catch (error) {
    if (!isUniqueViolation(error, "slug")) throw error;
    throw new Failure("conflict", "There is a category like this already", field);
  }
}
