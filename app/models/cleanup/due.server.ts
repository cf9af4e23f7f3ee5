import { setImmediate } from "node:timers/promises";
import { db } from "~/db/client.server";
import { type DueTable, deleteDue, listDue, listFiles } from "~/db/due.server";
import type { Run } from "~/models/cron/run.server";
import { pictureNames } from "~/models/image/store.server";
import { change, record } from "~/models/outbox/change.server";
import type { EventType } from "~/models/outbox/event";

const BATCH = 1_000;

/** `pictures` names the column by which pictures belong to a row. */
type Kind = { table: DueTable; event: EventType; pictures?: "id" | "productId" };

/** The trash, in the order it is purged: what hangs on products goes before them, so that each of its rows is counted. */
const kinds = {
  notifications: { table: "Notification", event: "notification.purged" },
  reviews: { table: "Review", event: "review.purged" },
  images: { table: "ProductImage", event: "image.purged", pictures: "id" },
  products: { table: "Product", event: "product.purged", pictures: "productId" },
} as const satisfies Record<string, Kind>;

export type DueCounts = Record<keyof typeof kinds, number>;

/** How many rows have been in the trash since `until` or longer. */
export async function countDue(until: Date): Promise<DueCounts> {
  const where = { deletedAt: { lte: until } };
  const [notifications, reviews, images, products] = await Promise.all([
    db.notification.count({ where }),
    db.review.count({ where }),
    db.productImage.count({ where }),
    db.product.count({ where }),
  ]);
  return { notifications, reviews, images, products };
}

/** Deletes them for good, with their pictures' files, a thousand rows a change. */
export async function purgeDue(until: Date, run: Run): Promise<DueCounts> {
  const counts: DueCounts = { notifications: 0, reviews: 0, images: 0, products: 0 };
  for (const name of Object.keys(kinds) as (keyof typeof kinds)[]) {
    let found: number;
    do {
      const batch = await purgeBatch(kinds[name], until, run);
      counts[name] += batch.purged;
      found = batch.found;
      // The embedded database works on the main thread: let the others in between.
      await setImmediate();
    } while (found === BATCH);
  }
  return counts;
}

/**
 * One event tells the whole batch: a thousand would make the outbox grow as fast as the trash empties. It names the files that
 * go with the rows; the consumer `pictures` removes them after the commit.
 */
async function purgeBatch({ table, event, pictures }: Kind, until: Date, run: Run) {
  return change(async () => {
    const ids = await listDue(table, { until, take: BATCH });
    if (ids.length === 0) return { found: 0, purged: 0 };
    const files = pictures ? await listFiles(pictures, ids) : [];
    const purged = await deleteDue(table, { until, ids });
    const gone = new Set(purged);
    const data = {
      count: purged.length,
      ids: purged,
      ...(pictures && { files: files.filter(({ owner }) => gone.has(owner)).flatMap(pictureNames) }),
    };
    record({ type: event, subject: run.id, actor: null, data });
    await run.progress(purged.length);
    return { found: ids.length, purged: purged.length };
  });
}
