import { hasScope, requireScope } from "~/auth/guards.server";
import { readJson } from "~/http/body";
import { endpoint } from "~/http/endpoint";
import { tagged } from "~/http/tags";
import { archiveProduct } from "~/models/product/archival.server";
import { replaceProduct } from "~/models/product/authoring.server";
import { ProductBody } from "~/models/product/body";
import { getProduct } from "~/models/product/catalogue.server";
import { productDetailOut } from "~/models/product/shape";
import type { Route } from "./+types/product";

const product = endpoint<Route.LoaderArgs | Route.ActionArgs>({
  async GET(args) {
    tagged(args, `product:${args.params.productId}`, "categories");
    const found = await getProduct(args.params.productId, { drafts: hasScope(args, "products:write") });
    return Response.json({ data: productDetailOut(found) });
  },

  async PUT(args) {
    const key = requireScope(args, "products:write");
    const input = ProductBody.parse(await readJson(args.request));
    const replaced = await replaceProduct({ id: args.params.productId, input }, { actor: key.id });
    return Response.json({ data: productDetailOut(replaced) });
  },

  async DELETE(args) {
    const key = requireScope(args, "products:write");
    await archiveProduct({ id: args.params.productId }, { actor: key.id });
    return Response.json({ message: "Deleted" });
  },
});

export const loader = product;
export const action = product;
