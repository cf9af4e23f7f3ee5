import * as contract from "~/contract/products";
import { resource, serve } from "~/http/resource.server";
import { site } from "~/http/site.server";
import { tagged } from "~/http/tags";
import { createProduct } from "~/models/product/authoring.server";
import { listProducts } from "~/models/product/catalogue.server";
import { productDetailOut, productOut } from "~/models/product/shape";
import type { Route } from "./+types/products";

const products = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.listProducts, async ({ query }, args) => {
    tagged(args, "products", "categories");
    const { products, ...pagination } = await listProducts(query);
    return { json: { data: products.map((product) => productOut(product, site)), pagination } };
  }),

  serve(contract.createProduct, async ({ key, input }) => {
    const product = await createProduct(input, { actor: key.id });
    const headers = { Location: `${site}/api/products/${product.id}` };
    return { status: 201, headers, json: { data: productDetailOut(product, site) } };
  }),
);

export const loader = products;
export const action = products;
