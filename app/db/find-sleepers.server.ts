import { db } from "./client.server";

/** A device that has mail it was not poked for. `waiting` is how much mail it has in all. */
export type Sleeper = {
  deviceId: string;
  userId: string;
  url: string;
  lastSeq: number;
  tries: number;
  waiting: number;
};

type Question = { now: Date; writtenBefore: Date; pokedBefore: Date; take: number };

/**
 * Devices with an address to poke and mail that came since the last poke and was there at `writtenBefore`, whose turn it is.
 * Those that did not show up since then have to wait until it was before `pokedBefore`. Whoever waits longest comes first.
 */
export async function findSleepers({ now, writtenBefore, pokedBefore, take }: Question): Promise<Sleeper[]> {
  const rows = await db.$queryRaw<Sleeper[]>`
    SELECT w."deviceId", d."userId", w."url", d."lastSeq", w."tries",
      (SELECT count(*) FROM "RelayMessage" AS m
        WHERE m."deviceId" = d."id" AND m."seq" > d."ackedSeq" AND m."endedAt" IS NULL) AS "waiting"
    FROM "WakeUp" AS w JOIN "Device" AS d ON d."id" = w."deviceId"
    WHERE w."disabledAt" IS NULL AND d."revokedAt" IS NULL
      AND (d."expiresAt" IS NULL OR d."expiresAt" > ${now})
      AND d."lastSeq" > w."pokedSeq" AND d."lastSeq" > d."ackedSeq"
      AND (w."dueAt" IS NULL OR w."dueAt" <= ${now})
      AND (w."pokedAt" IS NULL OR w."pokedAt" <= ${pokedBefore} OR d."lastSeenAt" > w."pokedAt")
      AND EXISTS (SELECT 1 FROM "RelayMessage" AS m JOIN "Message" AS said ON said."id" = m."messageId"
        WHERE m."deviceId" = d."id" AND m."endedAt" IS NULL AND m."seq" > w."pokedSeq"
          AND said."at" <= ${writtenBefore})
    ORDER BY w."dueAt" NULLS FIRST, w."deviceId" LIMIT ${take}`;
  return rows.map((row) => ({ ...row, waiting: Number(row.waiting) }));
}
