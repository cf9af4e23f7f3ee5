import { countProductRows } from "~/db/count-products.server";
import { listProductRows } from "~/db/list-products.server";
import type { ProductParts } from "~/db/product-json.server";
import { readProduct } from "~/db/read-product.server";
import { Failure } from "~/models/failure";
import { partOf, readingOf } from "~/models/list/part";
import type { CatalogueQuery } from "./query";
import {
  type DetailedProduct,
  detailParts,
  inOrderOfArrival,
  type ListedProduct,
  type Tile,
  tileParts,
} from "./select";
import { Slug } from "./slug";
import { partsOf } from "./sparse";
import { whereOf } from "./where.server";

type By = { drafts: boolean };

/**
 * A part of what is for sale, with the total of the whole list; drafts when they are asked for by name. A page past the last is empty.
 * A row has what the query chooses and the rest only by chance.
 */
export async function listProducts(query: CatalogueQuery) {
  return list<ListedProduct & Partial<DetailedProduct>>(query, partsOf(query));
}

/** The same part of the same list, with no more than a tile shows. */
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
    conditions: [{ field: "category", is: "in", value: [category.slug] }],
    parts: tileParts,
    order: inOrderOfArrival,
    take: RELATED + 1,
    counted: false,
  });
  const others = rows.map(({ row }) => row).filter((tile) => tile.id !== id);
  return others.slice(0, RELATED);
}

async function list<Row>(query: CatalogueQuery, parts: ProductParts) {
  const { order } = query;
  const found = await listProductRows<Row>({
    ...whereOf(query),
    ...readingOf(query),
    parts,
    order,
    ranked: !query.sorted,
  });
  return partOf(query, found);
}

async function required<T>(found: Promise<T | null>) {
  const product = await found;
  if (!product) throw new Failure("not_found", "Product not found");
  return product;
}
