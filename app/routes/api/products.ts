import { requireScope } from "~/auth/guards.server";
import * as contract from "~/contract/products";
import { answerList } from "~/http/list.server";
import { resource, serve } from "~/http/resource.server";
import { site } from "~/http/site.server";
import { tagged } from "~/http/tags";
import { createProduct } from "~/models/product/authoring.server";
import { listProducts } from "~/models/product/catalogue.server";
import { asksForDrafts } from "~/models/product/query";
import { productDetailOut } from "~/models/product/shape";
import { chosenOut } from "~/models/product/sparse";
import type { Route } from "./+types/products";

const products = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.listProducts, async ({ query }, args) => {
    tagged(args, "products", "categories", ...(query.include.includes("reviews") ? ["reviews"] : []));
    if (asksForDrafts(query)) requireScope(args, "products:write");
    const { rows, ...part } = await listProducts(query);
    return answerList(args.url, query, { ...part, data: rows.map((row) => chosenOut(row, query, site)) });
  }),

  serve(contract.createProduct, async ({ key, input }) => {
    const product = await createProduct(input, { actor: key.id });
    const headers = { Location: `${site}/api/products/${product.id}` };
    return { status: 201, headers, json: { data: productDetailOut(product, site) } };
  }),
);

export const loader = products;
export const action = products;
