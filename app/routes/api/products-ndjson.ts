import { requireScope } from "~/auth/guards.server";
import { exportProductsNdjson } from "~/contract/exports";
import { exportLines } from "~/exporter/exporter.server";
import { download } from "~/http/download.server";
import { resource, serve } from "~/http/resource.server";
import { asksForDrafts } from "~/models/product/query";
import type { Route } from "./+types/products-ndjson";

const exported = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(exportProductsNdjson, ({ query }, args) => {
    if (asksForDrafts(query)) requireScope(args, "products:write");
    const file = { name: "products.ndjson", type: "application/x-ndjson" };
    return download(args, file, exportLines("ndjson", query));
  }),
);

export const loader = exported;
export const action = exported;
