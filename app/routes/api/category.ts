import * as contract from "~/contract/categories";
import { resource, serve } from "~/http/resource.server";
import { tagged } from "~/http/tags";
import { getCategory } from "~/models/category/catalogue.server";
import { patchCategory, removeCategory, replaceCategory } from "~/models/category/writing.server";
import type { Route } from "./+types/category";

const category = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.readCategory, async ({ params: { categoryId } }, args) => {
    tagged(args, "products", "categories");
    return { json: { data: await getCategory(categoryId) } };
  }),

  serve(contract.replaceCategory, async ({ key, params, version, input }) => {
    const replaced = await replaceCategory({ id: params.categoryId, version, input }, { actor: key.id });
    return { json: { data: replaced } };
  }),

  serve(contract.patchCategory, async ({ key, params, version, input: patch }) => {
    const patched = await patchCategory({ id: params.categoryId, version, patch }, { actor: key.id });
    return { json: { data: patched } };
  }),

  serve(contract.deleteCategory, async ({ key, params, version }) => {
    await removeCategory({ id: params.categoryId, version }, { actor: key.id });
    return { json: { message: "Deleted" } };
  }),
);

export const loader = category;
export const action = category;
