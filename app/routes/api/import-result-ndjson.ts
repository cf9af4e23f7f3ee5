import { readImportResultNdjson } from "~/contract/imports";
import { download } from "~/http/download.server";
import { resource, serve } from "~/http/resource.server";
import { importResult } from "~/models/import/result.server";
import type { Route } from "./+types/import-result-ndjson";

const result = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(readImportResultNdjson, async ({ params: { importId } }, args) => {
    const file = { name: `import-${importId}.ndjson`, type: "application/x-ndjson" };
    return download(args, file, await importResult(importId, "ndjson"));
  }),
);

export const loader = result;
export const action = result;
