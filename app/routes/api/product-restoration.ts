import { restoreProduct } from "~/contract/products";
import { resource, serve } from "~/http/resource.server";
import { site } from "~/http/site.server";
import * as archival from "~/models/product/archival.server";
import { productDetailOut } from "~/models/product/shape";
import type { Route } from "./+types/product-restoration";

const restoration = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(restoreProduct, async ({ key, params, input }) => {
    const restored = await archival.restoreProduct({ id: params.productId, ...input }, { actor: key.id });
    return { json: { data: productDetailOut(restored, site) } };
  }),
);

export const loader = restoration;
export const action = restoration;
