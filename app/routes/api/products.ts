import { requireScope } from "~/auth/guards.server";
import { endpoint } from "~/http/endpoint";
import { parseQuery } from "~/http/query";
import { site } from "~/http/site.server";
import { tagged } from "~/http/tags";
import { answerWrite } from "~/http/write.server";
import { createProduct } from "~/models/product/authoring.server";
import { ProductBody } from "~/models/product/body";
import { listProducts } from "~/models/product/catalogue.server";
import { CatalogueQuery } from "~/models/product/query";
import { productDetailOut, productOut } from "~/models/product/shape";
import type { Route } from "./+types/products";

const products = endpoint<Route.LoaderArgs | Route.ActionArgs>({
  async GET(args) {
    tagged(args, "products", "categories");
    const { products, ...pagination } = await listProducts(parseQuery(args.url, CatalogueQuery));
    return Response.json({ data: products.map((product) => productOut(product, site)), pagination });
  },

  async POST(args) {
    const key = requireScope(args, "products:write");
    return answerWrite(args, key, ProductBody, async (input) => {
      const product = await createProduct(input, { actor: key.id });
      const headers = { Location: `${site}/api/products/${product.id}` };
      return Response.json({ data: productDetailOut(product, site) }, { status: 201, headers });
    });
  },
});

export const loader = products;
export const action = products;
