import { db } from "~/db/client.server";
import { createProduct as author } from "~/models/product/authoring.server";
import { ProductInput } from "~/models/product/input";

let count = 0;
const next = () => ++count;

export async function createCategory({ slug = `category-${next()}`, name = "Category" } = {}) {
  return db.category.create({ data: { slug, name }, select: { id: true, slug: true, name: true } });
}

/** A product on the shelf, unless said otherwise; in a category of its own, unless one is named. */
export async function createProduct(input: Partial<ProductInput> = {}) {
  const category = input.category ?? (await createCategory()).slug;
  const whole = ProductInput.parse({ name: `Product ${next()}`, published: true, ...input, category });
  return author(whole, { actor: "factory" });
}
