import { db } from "~/db/client.server";
import type { Prisma } from "~/db/generated/sqlite/client";
import { Failure } from "~/models/failure";
import { notify } from "~/models/notification/notify.server";
import { change, record } from "~/models/outbox/change.server";
import { type Lease, releaseLease, renewLease, takeLease } from "./lease.server";

/** A job under way. */
export type Run = {
  id: string;
  /** Notes a finished batch, inside its change: a batch counts only while the job is still ours. */
  progress: (cleaned: number) => Promise<void>;
};

type Result = { cleaned: number; detail: Prisma.InputJsonObject };
type Work<R extends Result> = (run: Run) => Promise<R>;

/**
 * Does a job that never runs twice at once, on however many processes. Every call leaves a `CronRun`. Throws `Failure` running
 * while another call is at it; a run that was killed holds nobody up for longer than its lease.
 */
export async function runJob<R extends Result>(job: string, work: Work<R>): Promise<R & { runId: string }> {
  const lease = await takeLease(job);
  if (!lease) {
    await db.cronRun.create({ data: { job, outcome: "skipped", finishedAt: new Date() } });
    throw new Failure("running", `The job ${job} is already running`, undefined, {
      headers: { "Retry-After": "10" },
    });
  }
  try {
    await db.cronRun.updateMany({
      where: { job, outcome: "running", dryRun: false },
      data: { outcome: "failed", finishedAt: new Date() },
    });
    return await observed({ job, dryRun: false }, work, lease);
  } finally {
    await releaseLease(lease);
  }
}

/** The same for a call that only tells what would happen. It changes nothing, so it waits for nobody. */
export async function rehearseJob<R extends Result>(job: string, work: Work<R>) {
  return observed({ job, dryRun: true }, work);
}

async function observed<R extends Result>(
  row: { job: string; dryRun: boolean },
  work: Work<R>,
  lease?: Lease,
) {
  const { id } = await db.cronRun.create({ data: row, select: { id: true } });
  const end = (data: Prisma.CronRunUpdateInput) =>
    db.cronRun.update({ where: { id }, data: { ...data, finishedAt: new Date() } });
  async function progress(cleaned: number) {
    if (lease) await renewLease(lease);
    await db.cronRun.update({ where: { id }, data: { cleaned: { increment: cleaned } } });
  }
  try {
    const result = await work({ id, progress });
    await end({ outcome: "done", cleaned: result.cleaned, detail: result.detail });
    return { ...result, runId: id };
  } catch (error) {
    await end({ outcome: "failed" });
    if (!row.dryRun) await alarm(row.job, id);
    throw error;
  }
}

/** The owners hear of a job that broke, on their devices too. */
async function alarm(job: string, runId: string) {
  await change(async () => {
    record({ type: "cron.failed", subject: runId, actor: null, data: { job } });
    const body = "The log of the server tells why. The next call tries it again.";
    await notify({ role: "owner" }, { kind: "alarm", title: `The job ${job} failed`, body });
  });
}
