/** A product with all that an export tells. Times are milliseconds since 1970; `image` is the first one. */
export type ExportRow = {
  id: string;
  sku: string | null;
  slug: string;
  name: string;
  summary: string;
  description: string;
  priceCents: number;
  currency: string;
  release: string | null;
  releasedAt: number | null;
  runsOn: string | null;
  monthlyDownloads: number | null;
  published: boolean | 0 | 1;
  publishedAt: number | null;
  createdAt: number;
  updatedAt: number;
  version: number;
  ratingSum: number;
  ratingCount: number;
  category: { id: string; slug: string; name: string };
  image: { id: string; file: string; widths: string; alt: string; width: number; height: number } | null;
  tiers: { id: string; name: string; priceCents: number; checkoutUrl: string | null }[];
};

export type ExportBatch = {
  /** The slug of the only category. */
  category?: string;
  /** Absent: drafts as well. */
  published?: boolean;
  /** The last row of the batch before. */
  after?: { id: string; createdAt: number };
  take: number;
};

/** A statement whose rows have one column: an {@link ExportRow} as JSON. */
export type ExportStatement = { sql: string; args: (string | bigint)[] };

/** Asks for the next rows outside the trash, newest first. Reading twenty columns of each would cost more than finding them. */
export function exportStatement(
  dialect: "sqlite" | "postgresql",
  { category, published, after, take }: ExportBatch,
): ExportStatement {
  const words = dialect === "sqlite" ? sqliteWords : postgresqlWords;
  const args: ExportStatement["args"] = [];
  const bind = (value: string | bigint) => words.parameter(args.push(value));
  const wheres = [
    words.notInTrash,
    ...(category === undefined
      ? []
      : [`p."categoryId" = (SELECT "id" FROM "Category" WHERE "slug" = ${bind(category)})`]),
    ...(published === undefined ? [] : [`p."published" = ${published}`]),
    ...(after
      ? [`(p."createdAt", p."id") < (${words.moment(bind(BigInt(after.createdAt)))}, ${bind(after.id)})`]
      : []),
  ];
  const sql = `SELECT ${rowAsJson(words)} AS "row"
    FROM "Product" p ${words.join} "Category" c ON c."id" = p."categoryId"
    WHERE ${wheres.join(" AND ")}
    ORDER BY p."createdAt" DESC, p."id" DESC LIMIT ${bind(BigInt(take))}`;
  return { sql, args };
}

type Words = typeof sqliteWords;

const sqliteWords = {
  parameter: (number: number) => `?${number}`,
  // SQLite would rather sort everything outside the trash for each batch than walk along the order it is asked for.
  join: "CROSS JOIN",
  notInTrash: `+p."deletedAt" IS NULL`,
  object: "json_object",
  list: (column: string) => `json_group_array(json(${column}))`,
  // SQLite forgets between two levels of a query that a text is JSON.
  inner: (json: string) => `json(${json})`,
  time: (column: string) => column,
  moment: (milliseconds: string) => milliseconds,
  text: (json: string) => json,
};

const postgresqlWords: Words = {
  parameter: (number) => `$${number}`,
  join: "JOIN",
  notInTrash: `p."deletedAt" IS NULL`,
  object: "json_build_object",
  list: (column) => `coalesce(json_agg(${column}), '[]')`,
  inner: (json) => json,
  time: (column) => `round(extract(epoch FROM ${column}) * 1000)::bigint`,
  moment: (milliseconds) => `(timestamp 'epoch' + ${milliseconds}::bigint * interval '1 millisecond')`,
  text: (json) => `${json}::text`,
};

function rowAsJson({ object, list, inner, time, text }: Words) {
  const tiers = `(SELECT ${list(`t."tier"`)} FROM (
    SELECT ${object}('id', "id", 'name', "name", 'priceCents', "priceCents", 'checkoutUrl', "checkoutUrl") AS "tier"
    FROM "PriceTier" WHERE "productId" = p."id" ORDER BY "position", "id" LIMIT 20) t)`;
  const image = `(
    SELECT ${object}('id', "id", 'file', "file", 'widths', "widths", 'alt', "alt", 'width', "width", 'height', "height")
    FROM "ProductImage" WHERE "productId" = p."id" AND "deletedAt" IS NULL ORDER BY "position", "id" LIMIT 1)`;
  return text(`${object}(
    'id', p."id", 'sku', p."sku", 'slug', p."slug", 'name', p."name", 'summary', p."summary",
    'description', p."description", 'priceCents', p."priceCents", 'currency', p."currency",
    'release', p."release", 'releasedAt', ${time(`p."releasedAt"`)}, 'runsOn', p."runsOn",
    'monthlyDownloads', p."monthlyDownloads",
    'published', p."published", 'publishedAt', ${time(`p."publishedAt"`)},
    'createdAt', ${time(`p."createdAt"`)}, 'updatedAt', ${time(`p."updatedAt"`)}, 'version', p."version",
    'ratingSum', p."ratingSum", 'ratingCount', p."ratingCount",
    'category', ${object}('id', c."id", 'slug', c."slug", 'name', c."name"), 'image', ${inner(image)}, 'tiers', ${tiers})`);
}
