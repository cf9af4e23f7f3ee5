import { db } from "~/db/client.server";
import type { Prisma } from "~/db/generated/sqlite/client";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { type PageQuery, paginationOf, rowsOf } from "~/models/paging";
import { removeImportFile } from "./file.server";
import { formats, type ImportFormat } from "./format.server";

export const unfinished = { state: { in: ["queued", "running"] } } satisfies Prisma.ImportWhereInput;

const told = {
  id: true,
  state: true,
  format: true,
  dryRun: true,
  bytes: true,
  total: true,
  done: true,
  created: true,
  updated: true,
  unchanged: true,
  refused: true,
  reason: true,
  createdAt: true,
  startedAt: true,
  finishedAt: true,
} satisfies Prisma.ImportSelect;

type Brought = { file: string; format: ImportFormat; bytes: number; dryRun: boolean };

/** Throws `Failure` invalid when the beginning of the file does not fit: it is empty, or its columns are others. */
export async function requireReadable(path: string, format: ImportFormat) {
  for await (const _line of formats[format].read(path)) return;
  if (format === "ndjson")
    throw new Failure("invalid", "The file is empty: send a line of JSON for each product");
}

/** Puts a file into the queue. It is imported when those before it are over. */
export async function queueImport(brought: Brought, { actor }: { actor: string }) {
  return change(async () => {
    const queued = await db.import.create({ data: { ...brought, actor }, select: told });
    const { format, bytes, dryRun } = brought;
    record({ type: "import.queued", subject: queued.id, actor, data: { format, bytes, dryRun } });
    return queued;
  });
}

/** Newest first. */
export async function listImports(query: PageQuery) {
  const [imports, total] = await Promise.all([
    db.import.findMany({
      select: told,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      ...rowsOf(query),
    }),
    db.import.count(),
  ]);
  return { imports, pagination: paginationOf(query, total) };
}

/** Throws `Failure` not_found. */
export async function getImport(id: string) {
  const found = await db.import.findUnique({ where: { id }, select: told });
  if (!found) throw new Failure("not_found", "Import not found");
  return found;
}

/**
 * Ends an import that waits or runs: no row more is written, and what was done is kept and told. One that is over is
 * forgotten. Throws `Failure` not_found.
 */
export async function withdrawImport(
  id: string,
  { actor }: { actor: string },
): Promise<"cancelled" | "removed"> {
  const { outcome, file } = await change(async () => {
    const data = { state: "cancelled", finishedAt: new Date() };
    const { count } = await db.import.updateMany({ where: { ...unfinished, id }, data });
    const found = await db.import.findUnique({ where: { id }, select: { file: true } });
    if (!found) throw new Failure("not_found", "Import not found");
    if (count === 0) await db.import.delete({ where: { id } });
    const outcome = count === 0 ? "removed" : "cancelled";
    record({ type: `import.${outcome}`, subject: id, actor });
    return { outcome, file: found.file } as const;
  });
  await removeImportFile(file);
  return outcome;
}
