import { dialect } from "./client.server";
import { Prisma } from "./generated/sqlite/client";

/** Of more finds only the newest so many are ranked and counted: one word must not hold up everybody. */
const MOST = 10_000;

/** The words of a search: what is neither letter nor digit parts them, and an accent on nothing is no word. */
export function wordsOf(text: string): string[] {
  const parts = text.split(/[^\p{L}\p{N}\p{M}\p{Co}]+/u);
  return [...new Set(parts)].filter((part) => /[\p{L}\p{N}\p{Co}]/u.test(part));
}

/**
 * The products that have every word, or a word that begins with it, as rows of `productId` and `score`, the lowest best: a name weighs
 * more than a summary, and a summary more than a description, however often it repeats itself.
 */
export function searchRows(words: readonly string[]): Prisma.Sql {
  return dialect === "sqlite" ? fromIndex(words) : fromVectors(words);
}

function fromIndex(words: readonly string[]) {
  const match = words.map((word) => `"${word}"*`).join(" ");
  return Prisma.sql`
    SELECT t."productId", s."score" FROM (
      SELECT rowid AS "number", bm25("ProductSearch", 10000.0, 100.0, 1.0) AS "score" FROM "ProductSearch"
      WHERE "ProductSearch" MATCH ${match} ORDER BY rowid DESC LIMIT ${MOST}
    ) AS s JOIN "ProductText" t ON t."number" = s."number"`;
}

function fromVectors(words: readonly string[]) {
  const each = words.map((word) => Prisma.sql`to_tsquery('simple', '''' || "fold_text"(${word}) || ''':*')`);
  return Prisma.sql`
    SELECT t."productId", -ts_rank('{0, 0.1, 0.4, 1}', t."words", q."query") AS "score"
    FROM (SELECT ${Prisma.join(each, " && ")} AS "query") AS q, LATERAL (
      SELECT "productId", "words" FROM "ProductText" WHERE "words" @@ q."query" ORDER BY "number" DESC LIMIT ${MOST}
    ) AS t`;
}
