/** The columns that an import file has to have, in any order. */
export const columns = [
  "sku",
  "name",
  "summary",
  "version",
  "category",
  "price_cents",
  "currency",
  "downloads_a_month",
] as const;

/** The columns of an export. */
export const exportColumns = [...columns, "published"] as const;
