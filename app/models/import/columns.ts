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

/** Columns that a file may have besides. Without `published` its products go on the shelf. */
export const optionalColumns = ["published"] as const;

export const exportColumns = [...columns, ...optionalColumns] as const;
