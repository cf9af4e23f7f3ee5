import { db, dialect } from "./client.server";

/** A product's new content. `version` is the one it replaces; `monthlyDownloads` fits a double exactly. */
export type Rewrite = {
  id: string;
  version: number;
  name: string;
  summary: string;
  searchText: string;
  release: string | null;
  categoryId: string;
  priceCents: number;
  currency: string;
  monthlyDownloads: number | null;
};

/** Replaces the content of many products in one statement, publishes them and makes them the owner's; another release is dated now. Returns how many still had the version told. */
export async function rewriteProducts(rewrites: readonly Rewrite[]): Promise<number> {
  const list = JSON.stringify(rewrites);
  const now = new Date();
  return dialect === "sqlite"
    ? db.$executeRaw`
        UPDATE "Product" SET
          "name" = r."value" ->> 'name', "summary" = r."value" ->> 'summary',
          "searchText" = r."value" ->> 'searchText', "release" = r."value" ->> 'release',
          "categoryId" = r."value" ->> 'categoryId', "priceCents" = r."value" ->> 'priceCents',
          "currency" = r."value" ->> 'currency', "monthlyDownloads" = r."value" ->> 'monthlyDownloads',
          "releasedAt" = CASE
            WHEN "release" IS r."value" ->> 'release' THEN "releasedAt"
            WHEN r."value" ->> 'release' IS NOT NULL THEN ${now} END,
          "sample" = 0, "published" = 1, "publishedAt" = coalesce("publishedAt", ${now}),
          "updatedAt" = ${now}, "version" = "version" + 1
        FROM json_each(${list}) AS r
        WHERE "Product"."id" = r."value" ->> 'id' AND "Product"."version" = r."value" ->> 'version'`
    : db.$executeRaw`
        UPDATE "Product" SET
          "name" = r."name", "summary" = r."summary", "searchText" = r."searchText", "release" = r."release",
          "categoryId" = r."categoryId", "priceCents" = r."priceCents", "currency" = r."currency",
          "monthlyDownloads" = r."monthlyDownloads",
          "releasedAt" = CASE
            WHEN "Product"."release" IS NOT DISTINCT FROM r."release" THEN "releasedAt"
            WHEN r."release" IS NOT NULL THEN ${now} END,
          "sample" = false, "published" = true, "publishedAt" = coalesce("publishedAt", ${now}),
          "updatedAt" = ${now}, "version" = "Product"."version" + 1
        FROM jsonb_to_recordset(${list}::jsonb) AS r(
          "id" text, "version" int, "name" text, "summary" text, "searchText" text, "release" text,
          "categoryId" text, "priceCents" int, "currency" text, "monthlyDownloads" bigint)
        WHERE "Product"."id" = r."id" AND "Product"."version" = r."version"`;
}
