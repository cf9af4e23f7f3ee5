import { rehearseJob, runJob } from "~/models/cron/run.server";
import { sweepPictures } from "~/models/image/disposal.server";
import { TRASH_DAYS } from "~/models/retention";
import { countDue, type DueCounts, purgeDue } from "./due.server";
import { countExpired, deleteExpired, type ExpiredCounts } from "./expired.server";

const JOB = "cleanup";

export type Cleanup = {
  /** The rows that were in the trash for 90 days or more, and how many of each kind. */
  cleaned: number;
  detail: DueCounts;
  expired: ExpiredCounts;
};

/** Purges what has been in the trash for 90 days, and forgets what has expired. Throws `Failure` running during another run. */
export async function cleanUp(): Promise<Cleanup & { runId: string }> {
  const { now, until } = moment();
  return runJob(JOB, async (run) => {
    const purged = await purgeDue(until, run);
    await sweepPictures();
    return told(purged, await deleteExpired(now));
  });
}

/** What `cleanUp` would do now. Changes nothing. */
export async function rehearseCleanUp(): Promise<Cleanup & { runId: string }> {
  const { now, until } = moment();
  return rehearseJob(JOB, async () => told(await countDue(until), await countExpired(now)));
}

function moment() {
  const now = new Date();
  return { now, until: new Date(now.getTime() - TRASH_DAYS * 86_400_000) };
}

function told(detail: DueCounts, expired: ExpiredCounts): Cleanup {
  const cleaned = Object.values(detail).reduce((sum, count) => sum + count, 0);
  return { cleaned, detail, expired };
}
