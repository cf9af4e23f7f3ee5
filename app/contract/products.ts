import { z } from "zod";
import { ProductBatch } from "~/models/product/batch";
import { ProductBody } from "~/models/product/body";
import { ProductPatch } from "~/models/product/patch";
import { CatalogueQuery } from "~/models/product/query";
import { Restoration } from "~/models/product/restoration";
import { list, one } from "./envelope";
import { operation } from "./operation";
import { BatchResult, ListedProduct, ProductDetail } from "./schemas/product";

const tag = "Products";
const params = { productId: "Product" };
const scope = "products:write";
const ledgerline = {
  name: "Ledgerline",
  category: "money",
  summary: "Plain-text bookkeeping for one person",
  priceCents: 4900,
  currency: "USD",
  published: true,
  tiers: [{ name: "Team", priceCents: 29900 }],
};

export const listProducts = operation({
  id: "listProducts",
  method: "GET",
  path: "/api/products",
  tag,
  summary: "List what is on the shelf, newest first",
  query: CatalogueQuery,
  example: { query: { limit: 5, sort: "-priceCents" } },
  description:
    "Goes through the list by `page`, or by the cursors of an answer, with which nothing is seen twice or missed while products come and go. `fields` and `include` choose what each product tells; drafts are listed by `filter[published]=false` for keys that may write products.",
  answers: {
    200: {
      description: "A part of the list",
      body: list(ListedProduct),
      headers: {
        Link: "The parts beside this one: `first`, `prev`, `next`, and with pages `last` (RFC 8288)",
      },
    },
  },
  problems: ["unauthorized", "forbidden"],
});

export const createProduct = operation({
  id: "createProduct",
  method: "POST",
  path: "/api/products",
  tag,
  summary: "Create a product",
  description: "Without `slug` its address is made from the name. It is a draft unless `published` is true.",
  scope,
  body: ProductBody,
  example: { body: ledgerline },
  answers: {
    201: {
      description: "The new product",
      body: one(ProductDetail),
      headers: { Location: "Where it is" },
    },
  },
  problems: ["conflict"],
});

export const readProduct = operation({
  id: "readProduct",
  method: "GET",
  path: "/api/products/{productId}",
  tag,
  summary: "Read a product",
  description: "A draft is there only for keys that may write products.",
  params,
  answers: { 200: { description: "The product", body: one(ProductDetail) } },
});

export const replaceProduct = operation({
  id: "replaceProduct",
  method: "PUT",
  path: "/api/products/{productId}",
  tag,
  summary: "Replace a product",
  description:
    "Takes the `data` of a GET as it is: read-only members are ignored. `published`, `slug` and `sku` stay when absent.",
  scope,
  params,
  body: ProductBody,
  versioned: true,
  example: { body: ledgerline },
  answers: { 200: { description: "The product as it is now", body: one(ProductDetail) } },
  problems: ["conflict"],
});

export const patchProduct = operation({
  id: "patchProduct",
  method: "PATCH",
  path: "/api/products/{productId}",
  tag,
  summary: "Change members of a product",
  description:
    "A JSON merge patch (RFC 7396): what is absent stays, `null` gives a member what a new product has, and `tiers` are replaced whole.",
  scope,
  params,
  body: ProductPatch,
  versioned: true,
  example: { body: { priceCents: 3900, summary: null } },
  answers: { 200: { description: "The product as it is now", body: one(ProductDetail) } },
  problems: ["conflict"],
});

export const deleteProduct = operation({
  id: "deleteProduct",
  method: "DELETE",
  path: "/api/products/{productId}",
  tag,
  summary: "Put a product into the trash",
  description: "It can be restored for 90 days.",
  scope,
  params,
  versioned: true,
  answers: {
    200: { description: "It is in the trash", body: z.strictObject({ message: z.literal("Deleted") }) },
  },
});

export const restoreProduct = operation({
  id: "restoreProduct",
  method: "POST",
  path: "/api/products/{productId}/restore",
  tag,
  summary: "Take a product back from the trash",
  description:
    "It comes back as it was. When another product has its `slug` or `sku` by now, that is a 409 that names the member: send another one, or `sku` null.",
  scope,
  params,
  body: Restoration,
  bodyOptional: true,
  answers: { 200: { description: "The product as it is now", body: one(ProductDetail) } },
  problems: ["conflict"],
});

export const batchProducts = operation({
  id: "batchProducts",
  method: "POST",
  path: "/api/products/batch",
  tag,
  summary: "Do up to a hundred things to products",
  description:
    "Each operation has a result of its own, in their order: the status and what it would have been answered alone. With `atomic` all are one change: the first that is refused undoes the others, and the answer is its problem, with the path of the operation. Without it each is a change by itself. Under an `Idempotency-Key` a batch that was cut short can be sent again: what was done is not done twice.",
  scope,
  body: ProductBatch,
  example: {
    body: {
      operations: [
        { method: "create", body: { name: "Ledgerline", category: "money", priceCents: 4_900 } },
        { method: "update", id: "01935b2e-7c00-7000-8000-000000000002", body: { published: false } },
      ],
    },
  },
  answers: {
    200: { description: "What came of each operation", body: z.strictObject({ data: z.array(BatchResult) }) },
  },
  problems: ["conflict", "not-found"],
});
