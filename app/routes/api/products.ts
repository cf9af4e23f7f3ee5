import { requireScope } from "~/auth/guards.server";
import { readJson } from "~/http/body";
import { endpoint } from "~/http/endpoint";
import { parseQuery } from "~/http/query";
import { tagged } from "~/http/tags";
import { createProduct } from "~/models/product/authoring.server";
import { ProductBody } from "~/models/product/body";
import { listProducts } from "~/models/product/catalogue.server";
import { CatalogueQuery } from "~/models/product/query";
import { productDetailOut, productOut } from "~/models/product/shape";
import type { Route } from "./+types/products";

const products = endpoint<Route.LoaderArgs | Route.ActionArgs>({
  async GET(args) {
    tagged(args, "products", "categories");
    const { products, page, limit, total, pages } = await listProducts(parseQuery(args.url, CatalogueQuery));
    return Response.json({ data: products.map(productOut), pagination: { page, limit, total, pages } });
  },

  async POST(args) {
    const key = requireScope(args, "products:write");
    const input = ProductBody.parse(await readJson(args.request));
    const product = await createProduct(input, { actor: key.id });
    const headers = { Location: `/api/products/${product.id}` };
    return Response.json({ data: productDetailOut(product) }, { status: 201, headers });
  },
});

export const loader = products;
export const action = products;
