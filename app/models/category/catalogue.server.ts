import { db } from "~/db/client.server";
import { isUniqueViolation } from "~/db/violations";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { slugOf } from "~/models/product/slug";

/** All categories in their order. */
export async function listCategories() {
  return db.category.findMany({
    select: { id: true, slug: true, name: true, _count: { select: { products: true } } },
    orderBy: [{ position: "asc" }, { name: "asc" }, { id: "asc" }],
    take: 500,
  });
}

/** A new category, its address made from its name. Throws `Failure` conflict when there is one like it. */
export async function createCategory({ name }: { name: string }, { actor }: { actor: string }) {
  try {
    await change(async () => {
      const { id, slug } = await db.category.create({
        data: { name, slug: slugOf(name) },
        select: { id: true, slug: true },
      });
      record({ type: "category.created", subject: id, actor, data: { name, slug } });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new Failure("conflict", "There is a category like this already", "name");
  }
}

/** Removes a category that has no products, not even in the trash. Throws `Failure` not_found or conflict. */
export async function removeCategory({ id }: { id: string }, { actor }: { actor: string }) {
  await change(async () => {
    const category = await db.category.findUnique({
      where: { id },
      select: { name: true, slug: true, _count: { select: { products: true } } },
    });
    if (!category) throw new Failure("not_found", "Category not found");
    const { name, slug, _count } = category;
    if (_count.products > 0) {
      throw new Failure("conflict", `${name} still has products, perhaps in the trash; move them first`);
    }
    await db.category.delete({ where: { id }, select: { id: true } });
    record({ type: "category.removed", subject: id, actor, data: { name, slug } });
  });
}
