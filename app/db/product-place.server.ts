import { db } from "./client.server";

type Asked = { category: string; slug: string };
type Place = { category: { id: string; slug: string; name: string }; slugTaken: boolean };

/** The category with this slug, and whether a product has that one already. Null where there is no such category. */
export async function findPlace({ category, slug }: Asked): Promise<Place | null> {
  const [row] = await db.$queryRaw<{ id: string; slug: string; name: string; taken: string | null }[]>`
    SELECT c."id", c."slug", c."name", (SELECT p."id" FROM "Product" p WHERE p."slug" = ${slug}) AS "taken"
    FROM "Category" c WHERE c."slug" = ${category}`;
  if (!row) return null;
  const { taken, ...found } = row;
  return { category: found, slugTaken: taken !== null };
}
