import * as contract from "~/contract/categories";
import { answerList } from "~/http/list.server";
import { resource, serve } from "~/http/resource.server";
import { site } from "~/http/site.server";
import { tagged } from "~/http/tags";
import { listCategoryPart } from "~/models/category/catalogue.server";
import { createCategory } from "~/models/category/writing.server";
import type { Route } from "./+types/categories";

const categories = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.listCategories, async ({ query }, args) => {
    tagged(args, "products", "categories");
    const { rows, ...part } = await listCategoryPart(query);
    return answerList(args.url, query, { ...part, data: rows });
  }),

  serve(contract.createCategory, async ({ key, input }) => {
    const category = await createCategory(input, { actor: key.id });
    const headers = { Location: `${site}/api/categories/${category.id}` };
    return { status: 201, headers, json: { data: category } };
  }),
);

export const loader = categories;
export const action = categories;
