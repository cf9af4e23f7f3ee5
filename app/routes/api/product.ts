import { hasScope } from "~/auth/guards.server";
import * as contract from "~/contract/products";
import { resource, serve } from "~/http/resource.server";
import { site } from "~/http/site.server";
import { tagged } from "~/http/tags";
import { archiveProduct } from "~/models/product/archival.server";
import { replaceProduct } from "~/models/product/authoring.server";
import { getProduct } from "~/models/product/catalogue.server";
import { productDetailOut } from "~/models/product/shape";
import type { Route } from "./+types/product";

const product = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.readProduct, async ({ params: { productId } }, args) => {
    tagged(args, `product:${productId}`, "categories");
    const found = await getProduct(productId, { drafts: hasScope(args, "products:write") });
    return Response.json({ data: productDetailOut(found, site) });
  }),

  serve(contract.replaceProduct, async ({ key, params, input }) => {
    const replaced = await replaceProduct({ id: params.productId, input }, { actor: key.id });
    return Response.json({ data: productDetailOut(replaced, site) });
  }),

  serve(contract.deleteProduct, async ({ key, params }) => {
    await archiveProduct({ id: params.productId }, { actor: key.id });
    return Response.json({ message: "Deleted" });
  }),
);

export const loader = product;
export const action = product;
