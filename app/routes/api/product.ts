import { hasScope } from "~/auth/guards.server";
import * as contract from "~/contract/products";
import { resource, serve } from "~/http/resource.server";
import { site } from "~/http/site.server";
import { tagged } from "~/http/tags";
import { archiveProduct } from "~/models/product/archival.server";
import { getProduct } from "~/models/product/catalogue.server";
import { patchProduct, replaceProduct } from "~/models/product/editing.server";
import { productDetailOut } from "~/models/product/shape";
import type { Route } from "./+types/product";

const product = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.readProduct, async ({ params: { productId } }, args) => {
    tagged(args, `product:${productId}`, "categories");
    const found = await getProduct(productId, { drafts: hasScope(args, "products:write") });
    return { json: { data: productDetailOut(found, site) } };
  }),

  serve(contract.replaceProduct, async ({ key, params, version, input }) => {
    const replaced = await replaceProduct({ id: params.productId, version, input }, { actor: key.id });
    return { json: { data: productDetailOut(replaced, site) } };
  }),

  serve(contract.patchProduct, async ({ key, params, version, input: patch }) => {
    const patched = await patchProduct({ id: params.productId, version, patch }, { actor: key.id });
    return { json: { data: productDetailOut(patched, site) } };
  }),

  serve(contract.deleteProduct, async ({ key, params, version }) => {
    await archiveProduct({ id: params.productId, version }, { actor: key.id });
    return { json: { message: "Deleted" } };
  }),
);

export const loader = product;
export const action = product;
