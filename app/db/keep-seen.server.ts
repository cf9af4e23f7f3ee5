import { db, dialect } from "./client.server";

export type Seen = {
  deviceId: string;
  atMs: number;
  app: string | null;
  appVersion: string | null;
  transport: string | null;
};

/** Writes when devices were last seen, and with what. What is null stays as it was. */
export async function keepSeen(seen: readonly Seen[]) {
  const list = JSON.stringify(seen);
  await (dialect === "sqlite"
    ? db.$executeRaw`
        UPDATE "Device" SET "lastSeenAt" = r."value" ->> 'atMs',
          "app" = coalesce(r."value" ->> 'app', "app"),
          "appVersion" = coalesce(r."value" ->> 'appVersion', "appVersion"),
          "transport" = coalesce(r."value" ->> 'transport', "transport")
        FROM json_each(${list}) AS r WHERE "Device"."id" = r."value" ->> 'deviceId'`
    : db.$executeRaw`
        UPDATE "Device" SET "lastSeenAt" = timestamp 'epoch' + r."atMs" * interval '1 millisecond',
          "app" = coalesce(r."app", "Device"."app"),
          "appVersion" = coalesce(r."appVersion", "Device"."appVersion"),
          "transport" = coalesce(r."transport", "Device"."transport")
        FROM jsonb_to_recordset(${list}::jsonb) AS r(
          "deviceId" text, "atMs" bigint, "app" text, "appVersion" text, "transport" text)
        WHERE "Device"."id" = r."deviceId"`);
}
