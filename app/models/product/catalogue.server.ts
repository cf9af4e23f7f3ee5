import type { Condition, Order } from "~/db/conditions.server";
import { countProductRows, listProductRows, type ProductWhere } from "~/db/list-products.server";
import type { ProductField } from "~/db/product-columns.server";
import type { ProductParts } from "~/db/product-json.server";
import { readProduct } from "~/db/read-product.server";
import { Failure } from "~/models/failure";
import { paginationOf, rowsOf } from "~/models/paging";
import { fold } from "~/models/text";
import type { CatalogueQuery } from "./query";
import {
  type DetailedProduct,
  detailParts,
  type ListedProduct,
  listedParts,
  type Tile,
  tileParts,
} from "./select";
import { Slug } from "./slug";

type By = { drafts: boolean };

/** One page of what is for sale, with the total of the whole list. A page past the last is empty. */
export async function listProducts(query: CatalogueQuery) {
  return list<ListedProduct>(query, listedParts);
}

/** The same page of the same list, with no more than a tile shows. */
export async function listTiles(query: CatalogueQuery) {
  return list<Tile>(query, tileParts);
}

/** How long the list would be. */
export async function countProducts(query: CatalogueQuery) {
  return countProductRows(whereOf(query));
}

/** By id; a draft only for those who may write. Throws `Failure` not_found. */
export async function getProduct(id: string, { drafts }: By) {
  return required(readProduct<DetailedProduct>({ by: "id", value: id, drafts, parts: detailParts }));
}

/** By its address; a draft only for those who may write. Throws `Failure` not_found. */
export async function getProductBySlug(slug: string, { drafts }: By) {
  // A word that is no slug is not asked for: PostgreSQL refuses some of them with an error of its own.
  if (!Slug.safeParse(slug).success) return required<DetailedProduct>(Promise.resolve(null));
  return required(readProduct<DetailedProduct>({ by: "slug", value: slug, drafts, parts: detailParts }));
}

const RELATED = 3;

/** Others of the same category, newest first. */
export async function listRelated({ id, category }: { id: string; category: { slug: string } }) {
  const { rows } = await listProductRows<Tile>({
    conditions: [],
    categories: [category.slug],
    parts: tileParts,
    order: orders.newest,
    take: RELATED + 1,
    counted: false,
  });
  return rows
    .map(({ row }) => row)
    .filter((tile) => tile.id !== id)
    .slice(0, RELATED);
}

async function list<Row>(query: CatalogueQuery, parts: ProductParts) {
  const { rows, total } = await listProductRows<Row>({
    ...whereOf(query),
    ...rowsOf(query),
    parts,
    order: orders[query.sort ?? "newest"],
    counted: true,
  });
  return { products: rows.map(({ row }) => row), ...paginationOf(query, total ?? 0) };
}

const by = (field: ProductField, descending = false): Order<ProductField>[] => [
  { field, descending },
  { field: "id", descending },
];
const orders = {
  newest: by("createdAt", true),
  "price-low": by("priceCents"),
  "price-high": by("priceCents", true),
  name: by("name"),
} satisfies Record<NonNullable<CatalogueQuery["sort"]>, Order<ProductField>[]>;

function whereOf({ category, q, minCents, maxCents, currency }: CatalogueQuery): ProductWhere {
  const words = [...new Set(fold(q ?? "").split(" "))].filter(Boolean);
  const conditions: Condition<ProductField>[] = [
    ...(currency ? [{ field: "currency", is: "eq", value: currency } as const] : []),
    ...(minCents === undefined ? [] : [{ field: "priceCents", is: "gte", value: minCents } as const]),
    ...(maxCents === undefined ? [] : [{ field: "priceCents", is: "lte", value: maxCents } as const]),
  ];
  return { conditions, words, ...(category && { categories: [category] }) };
}

async function required<T>(found: Promise<T | null>) {
  const product = await found;
  if (!product) throw new Failure("not_found", "Product not found");
  return product;
}
