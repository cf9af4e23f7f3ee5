import { z } from "zod";
import type { ProductField } from "~/db/product-columns.server";
import { type Grammar, type WholeQuery, wholeQuery } from "~/models/list/grammar";
import { olderFilters, productGrammar } from "./query";

/** By nothing that can change while it is told: a product would be in it twice, or never. */
const exportGrammar: Grammar = {
  ...productGrammar,
  sorts: { createdAt: "time" },
  aliases: { newest: "-createdAt" },
};

const HINT = "What is on the shelf, `true`, unless told otherwise; `false` for drafts, `all` for both";
const publications = { true: ["true"], false: ["false"], all: ["true", "false"] } as const;

/** What an export holds: the list narrowed as programs narrow it; for those who may write, drafts as well or alone. */
export const ExportQuery = wholeQuery<ProductField>(exportGrammar, {
  ...olderFilters,
  published: {
    schema: z.enum(["true", "false", "all"], "Use true, false or all").optional().meta({ description: HINT }),
    means: (word: keyof typeof publications) => ({ field: "published", is: "in", value: publications[word] }),
  },
});
export type ExportQuery = WholeQuery<ProductField>;

export type ExportFormat = "csv" | "ndjson";
