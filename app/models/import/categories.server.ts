import { z } from "zod";
import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { Slug } from "~/models/product/slug";
import { text } from "~/models/text";
import { readCsv } from "./reading.server";

export const NewCategory = z.object({
  slug: Slug,
  name: text({ min: 1, max: 80, missing: "Name the category" }),
});
export type NewCategory = z.infer<typeof NewCategory>;

/** The categories of a file with the columns slug and name. Throws `Failure` invalid with the line that does not fit. */
export async function readCategories(file: string): Promise<NewCategory[]> {
  const categories: NewCategory[] = [];
  for await (const line of readCsv(file, ["slug", "name"])) {
    const parsed = "said" in line ? NewCategory.safeParse(line.said) : null;
    if (!parsed?.success) {
      const why = "reasons" in line ? line.reasons[0] : parsed?.error?.issues[0]?.message;
      throw new Failure("invalid", `${file}, line ${line.line}: ${why}`);
    }
    categories.push(parsed.data);
  }
  return categories;
}

/** The id of every category by its slug. */
export async function listCategoryIds(): Promise<Map<string, string>> {
  const rows = await db.category.findMany({
    select: { id: true, slug: true },
    orderBy: { slug: "asc" },
    take: 10_000,
  });
  return new Map(rows.map(({ id, slug }) => [slug, id]));
}

/** Makes those of `categories` that the shop lacks, behind the ones it has. Returns their slugs. */
export async function createMissingCategories(
  categories: readonly NewCategory[],
  { actor }: { actor: string | null },
): Promise<string[]> {
  return change(async () => {
    const known = await listCategoryIds();
    const missing = [...new Map(categories.map((one) => [one.slug, one])).values()].filter(
      ({ slug }) => !known.has(slug),
    );
    const made = await db.category.createManyAndReturn({
      data: missing.map((one, index) => ({ ...one, position: known.size + index })),
      select: { id: true, slug: true, name: true },
    });
    for (const { id, ...data } of made) record({ type: "category.created", subject: id, actor, data });
    return missing.map(({ slug }) => slug);
  });
}
