import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import { change, onCommitted, record } from "~/models/outbox/change.server";
import { hasImportFile, importFile, removeImportFile, sweepImportFiles } from "./file.server";
import type { ImportFormat } from "./format.server";
import { importProducts } from "./import.server";
import type { Outcome } from "./outcome";
import { unfinished } from "./queue.server";

type OnError = (error: unknown) => void;
type Next = NonNullable<Awaited<ReturnType<typeof nextImport>>>;

const FAULT = "Something went wrong on our side: what was done is kept; bring the file again for the rest";

/**
 * Imports what is in the queue, one at a time, beginning with what an earlier process left unfinished: its next row is the one
 * behind the last batch that was committed. `stop` waits for the batch under way.
 */
export async function startImports(onError: OnError) {
  const stopping = new AbortController();
  let wanted = false;
  let running: Promise<void> | undefined;

  async function run() {
    while (wanted && !stopping.signal.aborted) {
      wanted = false;
      let next = await nextImport();
      while (next && !stopping.signal.aborted) {
        await perform(next, stopping.signal, onError);
        next = await nextImport();
      }
    }
    running = undefined;
  }
  function wake() {
    wanted = true;
    running ??= run().catch((error) => {
      running = undefined;
      onError(error);
    });
  }

  await sweepImportFiles(
    (await db.import.findMany({ where: unfinished, select: { file: true } })).map(({ file }) => file),
  );
  const endListening = onCommitted((events) => {
    if (events.some(({ type }) => type === "import.queued")) wake();
  });
  wake();
  return {
    async stop() {
      endListening();
      stopping.abort();
      await running;
    },
  };
}

/** The oldest one whose file is here: with several processes each imports what it was brought. */
async function nextImport() {
  const waiting = await db.import.findMany({
    where: unfinished,
    select: { id: true, file: true, format: true, dryRun: true, actor: true, done: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: 1_000,
  });
  return waiting.find(({ file }) => hasImportFile(file));
}

async function perform(next: Next, stopped: AbortSignal, onError: OnError) {
  const { id, file, dryRun, actor, done } = next;
  try {
    const startedAt = new Date();
    await db.import.updateMany({ where: { id, state: "queued" }, data: { state: "running", startedAt } });
    await importProducts(
      { file: importFile(file), format: next.format as ImportFormat, dryRun, settled: done },
      { actor, stopped, keep: keeping(next) },
    );
    await finish(next, { state: "finished" });
  } catch (error) {
    // A process that stops leaves the rest to the next one.
    if (error instanceof Withdrawn || stopped.aborted) return;
    const reason = error instanceof Failure ? error.message : FAULT;
    const wasWanted = await finish(next, { state: "failed", reason });
    if (wasWanted && reason === FAULT) onError(error);
  }
  await removeImportFile(file);
}

class Withdrawn extends Error {}

/** Notes what became of a batch in the transaction that writes it, so that no row is done twice or told twice. */
function keeping({ id }: Next) {
  return async (outcomes: readonly Outcome[], { done, total }: { done: number; total: number }) => {
    const first = done - outcomes.length;
    const count = (result: Outcome["result"]) => ({
      increment: outcomes.filter((outcome) => outcome.result === result).length,
    });
    const { count: noted } = await db.import.updateMany({
      where: { id, state: "running", done: first },
      data: {
        done,
        total,
        created: count("created"),
        updated: count("updated"),
        unchanged: count("unchanged"),
        refused: count("refused"),
      },
    });
    if (noted === 0) throw new Withdrawn("the import was withdrawn");
    await db.importBatch.create({ data: { importId: id, first, outcomes: outcomes as never } });
  };
}

/** False when it was withdrawn meanwhile. */
async function finish({ id, actor }: Next, data: { state: "finished" | "failed"; reason?: string }) {
  return change(async () => {
    const where = { id, state: "running" };
    const { count } = await db.import.updateMany({ where, data: { ...data, finishedAt: new Date() } });
    if (count === 0) return false;
    const { created, updated, unchanged, refused } = await db.import.findUniqueOrThrow({ where: { id } });
    const told = { created, updated, unchanged, refused };
    record({ type: `import.${data.state}`, subject: id, actor, data: told });
    return true;
  });
}
