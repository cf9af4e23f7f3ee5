import { db } from "./client.server";
import { newId } from "./new-id";

type Kept = {
  scope: string;
  key: string;
  bodyHash: string;
  status: number;
  headers: Record<string, string>;
  body: string | null;
  expiresAt: Date;
};

/** The answer that is kept under a scope and key and has not expired. */
export async function keptAnswer(scope: string, key: string): Promise<Kept | null> {
  const [row] = await db.$queryRaw<Kept[]>`
    SELECT "scope", "key", "bodyHash", "status", "headers", "body", "expiresAt" FROM "IdempotencyRecord"
    WHERE "scope" = ${scope} AND "key" = ${key} AND "expiresAt" >= ${new Date()}`;
  return row ?? null;
}

/** Keeps the answer under its scope and key, in the place of one that has expired. Returns false where one is kept that has not. */
export async function keepAnswer({
  scope,
  key,
  bodyHash,
  status,
  headers,
  body,
  expiresAt,
}: Kept): Promise<boolean> {
  const now = new Date();
  const rows = await db.$executeRaw`
    INSERT INTO "IdempotencyRecord"
      ("id", "scope", "key", "bodyHash", "status", "headers", "body", "createdAt", "expiresAt")
    VALUES (${newId()}, ${scope}, ${key}, ${bodyHash}, ${status},
      ${JSON.stringify(headers)}, ${body}, ${now}, ${expiresAt})
    ON CONFLICT ("scope", "key") DO UPDATE SET
      "bodyHash" = excluded."bodyHash", "status" = excluded."status", "headers" = excluded."headers",
      "body" = excluded."body", "createdAt" = excluded."createdAt", "expiresAt" = excluded."expiresAt"
    WHERE "IdempotencyRecord"."expiresAt" < ${now}`;
  return rows > 0;
}
