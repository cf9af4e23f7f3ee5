import { requireScope } from "~/auth/guards.server";
import { exportProductsCsv } from "~/contract/exports";
import { exportLines } from "~/exporter/exporter.server";
import { download } from "~/http/download.server";
import { resource, serve } from "~/http/resource.server";
import { asksForDrafts } from "~/models/product/query";
import type { Route } from "./+types/products-csv";

const exported = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(exportProductsCsv, ({ query }, args) => {
    if (asksForDrafts(query)) requireScope(args, "products:write");
    const file = { name: "products.csv", type: "text/csv; charset=utf-8; header=present" };
    return download(args, file, exportLines("csv", query));
  }),
);

export const loader = exported;
export const action = exported;
