import { db, dialect } from "./client.server";

export type NotedRequest = {
  id: string;
  keyId: string;
  atMs: number;
  method: string;
  route: string;
  status: number;
  ms: number;
  problem: string | null;
};

/** Writes the requests of keys that exist. What was written before is left as it is. */
export async function keepRequests(requests: readonly NotedRequest[]) {
  const list = JSON.stringify(requests);
  await (dialect === "sqlite"
    ? db.$executeRaw`
        INSERT INTO "ApiRequest" ("id", "keyId", "at", "method", "route", "status", "ms", "problem")
        SELECT r."value" ->> 'id', k."id", r."value" ->> 'atMs', r."value" ->> 'method', r."value" ->> 'route',
          r."value" ->> 'status', r."value" ->> 'ms', r."value" ->> 'problem'
        FROM json_each(${list}) AS r JOIN "ApiKey" AS k ON k."id" = r."value" ->> 'keyId'
        WHERE true ON CONFLICT DO NOTHING`
    : db.$executeRaw`
        INSERT INTO "ApiRequest" ("id", "keyId", "at", "method", "route", "status", "ms", "problem")
        SELECT r."id", k."id", timestamp 'epoch' + r."atMs" * interval '1 millisecond', r."method", r."route",
          r."status", r."ms", r."problem"
        FROM jsonb_to_recordset(${list}::jsonb) AS r(
          "id" text, "keyId" text, "atMs" bigint, "method" text, "route" text, "status" int, "ms" int, "problem" text)
        JOIN "ApiKey" AS k ON k."id" = r."keyId"
        ON CONFLICT DO NOTHING`);
}
