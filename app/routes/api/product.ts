import { hasScope, requireScope } from "~/auth/guards.server";
import { endpoint } from "~/http/endpoint";
import { idParam } from "~/http/params";
import { site } from "~/http/site.server";
import { tagged } from "~/http/tags";
import { answerBareWrite, answerWrite } from "~/http/write.server";
import { archiveProduct } from "~/models/product/archival.server";
import { replaceProduct } from "~/models/product/authoring.server";
import { ProductBody } from "~/models/product/body";
import { getProduct } from "~/models/product/catalogue.server";
import { productDetailOut } from "~/models/product/shape";
import type { Route } from "./+types/product";

const product = endpoint<Route.LoaderArgs | Route.ActionArgs>({
  async GET(args) {
    const id = idParam(args.params.productId, "Product");
    tagged(args, `product:${id}`, "categories");
    const found = await getProduct(id, { drafts: hasScope(args, "products:write") });
    return Response.json({ data: productDetailOut(found, site) });
  },

  async PUT(args) {
    const key = requireScope(args, "products:write");
    const id = idParam(args.params.productId, "Product");
    return answerWrite(args, key, ProductBody, async (input) => {
      const replaced = await replaceProduct({ id, input }, { actor: key.id });
      return Response.json({ data: productDetailOut(replaced, site) });
    });
  },

  async DELETE(args) {
    const key = requireScope(args, "products:write");
    const id = idParam(args.params.productId, "Product");
    return answerBareWrite(args, key, async () => {
      await archiveProduct({ id }, { actor: key.id });
      return Response.json({ message: "Deleted" });
    });
  },
});

export const loader = product;
export const action = product;
