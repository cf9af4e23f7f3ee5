import type { z } from "zod";
import { words } from "~/models/list/filter";
import { type Grammar, listQuery } from "~/models/list/grammar";

export const categoryGrammar = {
  name: "categories",
  filters: { slug: words("Any of these slugs") },
  sorts: { position: "whole", name: "text", createdAt: "time" },
  order: "position,name",
} as const satisfies Grammar;

/** How the list of categories is asked for: in the order of the shop, unless another is named. */
export const CategoryQuery = listQuery<"slug">(categoryGrammar);
export type CategoryQuery = z.infer<typeof CategoryQuery>;
