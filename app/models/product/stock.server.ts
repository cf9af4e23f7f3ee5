import { z } from "zod";
import { db } from "~/db/client.server";
import type { Prisma } from "~/db/generated/sqlite/client";
import { Failure } from "~/models/failure";
import { purgeDay } from "~/models/retention";
import { fold, text } from "~/models/text";
import { freeSlug } from "./authoring.server";
import { kept } from "./select";
import { unshelve } from "./slug";

const ROWS = 25;

/** How the people who run the shop ask for their list. */
export const StockQuery = z.object({
  page: z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number)
    .default(1),
  q: text({ max: 100 }).optional(),
  state: z.enum(["published", "draft"]).optional(),
});
export type StockQuery = z.infer<typeof StockQuery>;

const rowSelect = {
  id: true,
  slug: true,
  name: true,
  published: true,
  priceCents: true,
  currency: true,
  updatedAt: true,
  sample: true,
} satisfies Prisma.ProductSelect;

/** Everything outside the trash, drafts too, what changed last first. */
export async function listStock({ page, q, state }: StockQuery) {
  const words = fold(q ?? "")
    .split(" ")
    .filter(Boolean);
  const where = {
    ...kept,
    ...(state && { published: state === "published" }),
    AND: words.map((word) => ({ searchText: { contains: word } })),
  } satisfies Prisma.ProductWhereInput;
  const orderBy = [{ updatedAt: "desc" }, { id: "desc" }] satisfies Prisma.ProductOrderByWithRelationInput[];
  const [products, total] = await Promise.all([
    db.product.findMany({ where, select: rowSelect, orderBy, skip: (page - 1) * ROWS, take: ROWS }),
    db.product.count({ where }),
  ]);
  return { products, total, page, pages: Math.ceil(total / ROWS) };
}

/** What lies in the trash, newest first, with the day from which it is gone for good. */
export async function listTrash({ page }: { page: number }) {
  const where = { deletedAt: { not: null } } satisfies Prisma.ProductWhereInput;
  const [rows, total] = await Promise.all([
    db.product.findMany({
      where,
      select: { id: true, slug: true, name: true, deletedAt: true },
      orderBy: [{ deletedAt: "desc" }, { id: "desc" }],
      skip: (page - 1) * ROWS,
      take: ROWS,
    }),
    db.product.count({ where }),
  ]);
  const products = rows.map(({ slug, deletedAt, ...row }) => {
    const deleted = deletedAt ?? new Date();
    return { ...row, slug: unshelve(slug), deletedAt: deleted, purgeAt: purgeDay(deleted) };
  });
  return { products, total, page, pages: Math.ceil(total / ROWS) };
}

/** One product of the trash, and an address that is free for it. Throws `Failure` not_found. */
export async function getTrashed(id: string) {
  const product = await db.product.findFirst({
    where: { id, deletedAt: { not: null } },
    select: { id: true, name: true, slug: true, sku: true, deletedAt: true },
  });
  if (!product) throw new Failure("not_found", "This product is not in the trash");
  const slug = unshelve(product.slug);
  const purgeAt = purgeDay(product.deletedAt ?? new Date());
  return {
    id,
    name: product.name,
    slug,
    sku: product.sku && unshelve(product.sku),
    free: await freeSlug(slug),
    purgeAt,
  };
}
