import { readImportResultCsv } from "~/contract/imports";
import { download } from "~/http/download.server";
import { resource, serve } from "~/http/resource.server";
import { importResult } from "~/models/import/result.server";
import type { Route } from "./+types/import-result-csv";

const result = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(readImportResultCsv, async ({ params: { importId } }, args) => {
    const file = { name: `import-${importId}.csv`, type: "text/csv; charset=utf-8; header=present" };
    return download(args, file, await importResult(importId, "csv"));
  }),
);

export const loader = result;
export const action = result;
