import * as contract from "~/contract/imports";
import { IMPORT_LIMIT_BYTES } from "~/http/body";
import { keepText } from "~/http/incoming-file.server";
import { mediaTypeOf } from "~/http/media-type";
import { resource, serve } from "~/http/resource.server";
import { site } from "~/http/site.server";
import { answerWrite, attemptOf } from "~/http/write.server";
import { newImportFile, removeImportFile } from "~/models/import/file.server";
import { listImports, queueImport, requireReadable } from "~/models/import/queue.server";
import type { Route } from "./+types/imports";

const kinds = { "text/csv": "csv", "application/x-ndjson": "ndjson" } as const;

const imports = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.listImports, async ({ query }) => {
    const { imports, pagination } = await listImports(query);
    return { json: { data: imports, pagination } };
  }),

  serve(contract.createImport, async ({ key, query }, args) => {
    const format = kinds[mediaTypeOf(args.request.headers, Object.keys(kinds) as (keyof typeof kinds)[])];
    const dryRun = query.dryRun === "true";
    const attempt = attemptOf(args, key);
    const { name, path } = await newImportFile();
    let queued = false;
    const work = async () => {
      const told = await queueImport({ file: name, format, bytes, dryRun }, { actor: key.id });
      queued = true;
      return { json: { data: told }, status: 202, headers: { Location: `${site}/api/imports/${told.id}` } };
    };
    let bytes = 0;
    try {
      const kept = await keepText(args.request, path, IMPORT_LIMIT_BYTES);
      await requireReadable(path, format);
      bytes = kept.bytes;
      return await answerWrite(attempt, `${kept.hash} ${format} ${dryRun}`, { work });
    } catch (error) {
      queued = false;
      throw error;
    } finally {
      if (!queued) await removeImportFile(name);
    }
  }),
);

export const loader = imports;
export const action = imports;
