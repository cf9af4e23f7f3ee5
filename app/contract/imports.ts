import { z } from "zod";
import { columns, exportColumns } from "~/models/import/columns";
import { PageQuery } from "~/models/paging";
import { one, page } from "./envelope";
import { operation } from "./operation";

const tag = "Imports";
const params = { importId: "Import" };
const scope = "imports:read";
const moment = z.iso.datetime().meta({ examples: ["2026-11-22T12:00:00.000Z"] });
const count = z
  .int()
  .min(0)
  .meta({ examples: [0] });

const Import = z
  .strictObject({
    id: z.uuid().meta({ examples: ["01a2039e-eeee-7296-b8fc-f4f6dc8a9147"] }),
    state: z.enum(["queued", "running", "finished", "failed", "cancelled"]).meta({ examples: ["finished"] }),
    format: z.enum(["csv", "ndjson"]).meta({ examples: ["csv"] }),
    dryRun: z.boolean().meta({ examples: [false] }),
    bytes: count.meta({ examples: [18_400] }),
    total: count
      .nullable()
      .describe("Rows of the file; null until they are counted")
      .meta({ examples: [200] }),
    done: count.meta({ examples: [200] }),
    created: count.meta({ examples: [180] }),
    updated: count.meta({ examples: [12] }),
    unchanged: count.meta({ examples: [5] }),
    refused: count.meta({ examples: [3] }),
    reason: z
      .string()
      .nullable()
      .describe("Why it failed")
      .meta({ examples: [null] }),
    createdAt: moment,
    startedAt: moment.nullable(),
    finishedAt: moment.nullable(),
  })
  .meta({ id: "Import", description: "A file of products on its way into the shop" });

/** A rehearsal writes nothing and tells the same result. */
const ImportQuery = z.strictObject({
  dryRun: z
    .enum(["true", "false"], "Use true or false")
    .default("false")
    .describe("Only tell what would happen"),
});

const LINE = `printf '${columns.join(",")}\\nLDG-1,Ledgerline,,2.4.0,money,4900,USD,\\n' |
  curl -X POST "$SHOP/api/imports" \\
  -H "x-api-key: $KEY" \\
  -H 'Content-Type: text/csv' --data-binary @-`;

export const createImport = operation({
  id: "createImport",
  method: "POST",
  path: "/api/imports",
  tag,
  summary: "Import products from a file",
  description:
    "The body is the file, up to 100 MB: an `Idempotency-Key` goes by its bytes. A product is found again by its `sku`; a row that does not fit is refused with its reason, and the others are kept. Files wait for those before them; a shop that is started again goes on behind the last row that was done.",
  scope: "imports:write",
  query: ImportQuery,
  upload: {
    "text/csv": `Its first line names the columns, in any order: ${exportColumns.join(", ")}. \`published\` may be left out`,
    "application/x-ndjson": "A product on each line, as `POST /api/products` takes it, with a `sku`",
  },
  answers: {
    202: {
      description: "It is in the queue",
      body: one(Import),
      headers: { Location: "Where to ask how it goes" },
    },
  },
  example: { curl: LINE },
});

export const listImports = operation({
  id: "listImports",
  method: "GET",
  path: "/api/imports",
  tag,
  summary: "List imports, newest first",
  description: "They are forgotten after 30 days.",
  scope,
  query: PageQuery,
  answers: { 200: { description: "A page of imports", body: page(Import) } },
});

export const readImport = operation({
  id: "readImport",
  method: "GET",
  path: "/api/imports/{importId}",
  tag,
  summary: "Tell how an import goes",
  scope,
  params,
  answers: { 200: { description: "The import", body: one(Import) } },
});

export const withdrawImport = operation({
  id: "withdrawImport",
  method: "DELETE",
  path: "/api/imports/{importId}",
  tag,
  summary: "Cancel or forget an import",
  description:
    "One that waits or runs is cancelled: no further row is written, and its result tells those that were. One that is over is forgotten with its result.",
  scope: "imports:write",
  params,
  answers: {
    200: {
      description: "What was done",
      body: z.strictObject({ message: z.enum(["Cancelled", "Deleted"]) }),
    },
  },
});

const result = "A line for each row of the file, in its order. 409 while the import is not over.";
const headers = { "Content-Disposition": "The name to keep it under" };

export const readImportResultCsv = operation({
  id: "readImportResultCsv",
  method: "GET",
  path: "/api/imports/{importId}/result.csv",
  tag,
  summary: "Read what became of each row, as CSV",
  description: result,
  scope,
  params,
  answers: {
    200: {
      description: "A header line, and a line for each row",
      type: "text/csv",
      body: z
        .string()
        .meta({ examples: ["line,result,sku,name,id,reasons\r\n2,refused,A-1,,,name required\r\n"] }),
      headers,
    },
  },
  problems: ["conflict"],
});

export const readImportResultNdjson = operation({
  id: "readImportResultNdjson",
  method: "GET",
  path: "/api/imports/{importId}/result.ndjson",
  tag,
  summary: "Read what became of each row, as NDJSON",
  description: result,
  scope,
  params,
  answers: {
    200: {
      description: "A line of JSON for each row",
      type: "application/x-ndjson",
      body: z.string().meta({
        examples: [
          `{"line":1,"result":"refused","sku":"A-1","name":"","id":null,"reasons":["name: give the product a name"]}\n`,
        ],
      }),
      headers,
    },
  },
  problems: ["conflict"],
});
