import { db, dialect } from "./client.server";

/** A product's new content. `version` is the one it replaces; `monthlyDownloads` fits a double exactly. */
export type Rewrite = {
  id: string;
  version: number;
  slug: string;
  name: string;
  summary: string;
  description: string;
  searchText: string;
  release: string | null;
  runsOn: string | null;
  published: boolean;
  categoryId: string;
  priceCents: number;
  currency: string;
  monthlyDownloads: number | null;
};

/** Replaces the content of many products in one statement and makes them the owner's; another release is dated now, and a first publication. Returns how many still had the version told. */
export async function rewriteProducts(rewrites: readonly Rewrite[]): Promise<number> {
  const list = JSON.stringify(rewrites);
  const now = new Date();
  return dialect === "sqlite"
    ? db.$executeRaw`
        UPDATE "Product" SET
          "slug" = r."value" ->> 'slug', "name" = r."value" ->> 'name', "summary" = r."value" ->> 'summary',
          "description" = r."value" ->> 'description', "runsOn" = r."value" ->> 'runsOn',
          "searchText" = r."value" ->> 'searchText', "release" = r."value" ->> 'release',
          "categoryId" = r."value" ->> 'categoryId', "priceCents" = r."value" ->> 'priceCents',
          "currency" = r."value" ->> 'currency', "monthlyDownloads" = r."value" ->> 'monthlyDownloads',
          "releasedAt" = CASE
            WHEN "release" IS r."value" ->> 'release' THEN "releasedAt"
            WHEN r."value" ->> 'release' IS NOT NULL THEN ${now} END,
          "sample" = 0, "published" = r."value" ->> 'published',
          "publishedAt" = CASE WHEN r."value" ->> 'published' THEN coalesce("publishedAt", ${now}) ELSE "publishedAt" END,
          "updatedAt" = ${now}, "version" = "version" + 1
        FROM json_each(${list}) AS r
        WHERE "Product"."id" = r."value" ->> 'id' AND "Product"."version" = r."value" ->> 'version'`
    : db.$executeRaw`
        UPDATE "Product" SET
          "slug" = r."slug", "name" = r."name", "summary" = r."summary", "description" = r."description",
          "runsOn" = r."runsOn", "searchText" = r."searchText", "release" = r."release",
          "categoryId" = r."categoryId", "priceCents" = r."priceCents", "currency" = r."currency",
          "monthlyDownloads" = r."monthlyDownloads",
          "releasedAt" = CASE
            WHEN "Product"."release" IS NOT DISTINCT FROM r."release" THEN "releasedAt"
            WHEN r."release" IS NOT NULL THEN ${now} END,
          "sample" = false, "published" = r."published",
          "publishedAt" = CASE WHEN r."published" THEN coalesce("publishedAt", ${now}) ELSE "publishedAt" END,
          "updatedAt" = ${now}, "version" = "Product"."version" + 1
        FROM jsonb_to_recordset(${list}::jsonb) AS r(
          "id" text, "version" int, "slug" text, "name" text, "summary" text, "description" text, "searchText" text,
          "release" text, "runsOn" text, "published" boolean,
          "categoryId" text, "priceCents" int, "currency" text, "monthlyDownloads" bigint)
        WHERE "Product"."id" = r."id" AND "Product"."version" = r."version"`;
}
