import type { z } from "zod";
import { db } from "~/db/client.server";
import type { Prisma } from "~/db/generated/sqlite/client";
import { isUniqueViolation } from "~/db/violations";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";

/** A row of SiteConfig: its key, its schema, and what holds until somebody sets it. */
export type Setting<S extends z.ZodObject> = { key: string; schema: S; initial: z.output<S> };

type Write = { version?: number; actor: string | null };

/** What holds now. `version` is 0 until it is set for the first time. */
export async function readSetting<S extends z.ZodObject>({ key, schema, initial }: Setting<S>) {
  const row = await db.siteConfig.findUnique({ where: { key }, select: { value: true, version: true } });
  const known = schema.safeParse(row?.value);
  return { ...(known.success ? known.data : initial), version: row?.version ?? 0 };
}

/** Replaces it and tells everybody; with `version` only that version. Throws `Failure` stale. */
export async function writeSetting<S extends z.ZodObject>(
  { key }: Setting<S>,
  value: z.output<S>,
  { version, actor }: Write,
) {
  try {
    await change(async () => {
      const known = await db.siteConfig.findUnique({ where: { key }, select: { version: true } });
      if (version !== undefined && version !== (known?.version ?? 0)) throw stale();
      if (!known) await db.siteConfig.create({ data: { key, value: json(value) } });
      else await replace(key, value, known.version);
      record({ type: "config.updated", subject: key, actor, data: value });
    });
  } catch (error) {
    throw isUniqueViolation(error) ? stale() : error;
  }
}

async function replace(key: string, value: object, version: number) {
  const { count } = await db.siteConfig.updateMany({
    where: { key, version },
    data: { value: json(value), version: { increment: 1 } },
  });
  if (count === 0) throw stale();
}

const stale = () => new Failure("stale", "Someone else changed this meanwhile");

/** What a schema of settings lets through is plain JSON. */
const json = (value: object) => value as Prisma.InputJsonObject;
