/** What the words of products are kept in: tables of another kind on each database, and triggers. Prisma is told to look away. */
export const externalTables = [
  "ProductText",
  "ProductSearch",
  ...["config", "data", "docsize", "idx"].map((part) => `ProductSearch_${part}`),
];
