import type { ProductWhere } from "~/db/product-where.server";
import { wordsOf } from "~/db/search-products.server";
import { asksForDrafts, type CatalogueQuery } from "./query";

type Narrowed = Pick<CatalogueQuery, "conditions" | "q">;

/** What products have to be to be in a list. */
export function whereOf(query: Narrowed): ProductWhere {
  return { words: wordsOf(query.q ?? ""), ...publicationOf(query) };
}

/** Without drafts nothing but the shelf is looked at, whatever else the filter says. */
function publicationOf(query: Narrowed): Pick<ProductWhere, "conditions" | "drafts"> {
  const others = query.conditions.filter(({ field }) => field !== "published");
  if (!asksForDrafts(query)) return { drafts: false, conditions: others };
  const states = query.conditions.filter(({ field }) => field === "published");
  const unwanted = ["true", "false"].filter(
    (word) => !states.every(({ value }) => [value].flat().includes(word)),
  );
  const without = unwanted.map(
    (word) => ({ field: "published", is: "eq", value: word === "false" }) as const,
  );
  return { drafts: true, conditions: [...others, ...without] };
}
