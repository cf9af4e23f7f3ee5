import { db, dialect } from "./client.server";
import { each } from "./conditions.server";
import { Prisma } from "./generated/sqlite/client";

/** Which devices: all that is given must hold. Nothing given is every live device. */
export type DeviceFilter = {
  deviceIds?: readonly string[];
  userIds?: readonly string[];
  role?: "owner" | "editor" | "customer";
  app?: "relay" | "air";
  appVersion?: string;
  /** A device's name, or the email of whom it belongs to. */
  named?: string;
};
/** A mailbox and the newest number given out in it. */
export type Raised = { deviceId: string; lastSeq: number };

/** Gives out the next `count` numbers in the mailbox of every device that is meant and listens to this type. */
export async function raiseEvery(filter: DeviceFilter, type: string, count: number): Promise<Raised[]> {
  return numbered(db.$queryRaw<Raised[]>`
    UPDATE "Device" SET "lastSeq" = "lastSeq" + ${count} WHERE ${meant(filter)} AND ${listensTo(type)}
    RETURNING "id" AS "deviceId", "lastSeq"`);
}

/** Gives out as many numbers as are asked for in each mailbox. */
export async function raiseEach(counts: readonly (readonly [deviceId: string, count: number])[]) {
  const list = JSON.stringify(counts);
  return numbered(
    dialect === "sqlite"
      ? db.$queryRaw<Raised[]>`
          UPDATE "Device" SET "lastSeq" = "lastSeq" + (l."value" ->> 1) FROM json_each(${list}) AS l
          WHERE "Device"."id" = l."value" ->> 0 RETURNING "Device"."id" AS "deviceId", "lastSeq"`
      : db.$queryRaw<Raised[]>`
          UPDATE "Device" SET "lastSeq" = "lastSeq" + (l ->> 1)::int FROM jsonb_array_elements(${list}::jsonb) AS l
          WHERE "Device"."id" = l ->> 0 RETURNING "Device"."id" AS "deviceId", "lastSeq"`,
  );
}

/** The mailboxes in which at least `waiting` numbers were given out behind the last acknowledged one. */
export async function fullest(filter: DeviceFilter, waiting: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Device" WHERE ${meant(filter)} AND "lastSeq" - "ackedSeq" >= ${waiting}`;
  return rows.map(({ id }) => id);
}

/** How many devices are meant, and of how many accounts. */
export async function countMeant(filter: DeviceFilter): Promise<{ devices: number; accounts: number }> {
  const [row] = await db.$queryRaw<{ devices: number | bigint; accounts: number | bigint }[]>`
    SELECT count(*) AS "devices", count(DISTINCT "userId") AS "accounts" FROM "Device" WHERE ${meant(filter)}`;
  return { devices: Number(row?.devices ?? 0), accounts: Number(row?.accounts ?? 0) };
}

function meant({ deviceIds, userIds, role, app, appVersion, named }: DeviceFilter) {
  const conditions = [
    Prisma.sql`"revokedAt" IS NULL`,
    deviceIds && Prisma.sql`"id" IN (${each(deviceIds)})`,
    userIds && Prisma.sql`"userId" IN (${each(userIds)})`,
    role && Prisma.sql`"userId" IN (SELECT "id" FROM "User" WHERE "role" = ${role})`,
    app && Prisma.sql`"app" = ${app}`,
    appVersion !== undefined && Prisma.sql`"appVersion" = ${appVersion}`,
    named !== undefined &&
      Prisma.sql`("name" = ${named} OR "userId" IN (SELECT "id" FROM "User" WHERE "email" = ${named.toLowerCase()}))`,
  ].filter((condition) => typeof condition === "object");
  return Prisma.join(conditions, " AND ");
}

/** Not those that have muted it. */
const listensTo = (type: string) =>
  dialect === "sqlite"
    ? Prisma.sql`NOT EXISTS (SELECT 1 FROM json_each("Device"."mutedTypes") AS t WHERE t."value" = ${type})`
    : Prisma.sql`NOT jsonb_exists("mutedTypes", ${type})`;

async function numbered(rows: Promise<Raised[]>): Promise<Raised[]> {
  return (await rows).map(({ deviceId, lastSeq }) => ({ deviceId, lastSeq: Number(lastSeq) }));
}
