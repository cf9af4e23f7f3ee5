import { db } from "./client.server";
import { each } from "./conditions.server";

// Asked of each endpoint by its own index: one that hangs may have a hundred thousand rows that are due, and none may go.

type Busy = { ids: readonly string[]; hosts: readonly string[] };

/** The delivery that has been due for longest at `now`, of an endpoint that is on, and not among what is busy. Null when none is. */
export async function findDueDelivery(now: Date, { ids, hosts }: Busy): Promise<string | null> {
  const [due] = await db.$queryRaw<{ id: string }[]>`
    SELECT d."id" FROM "WebhookEndpoint" e JOIN "WebhookDelivery" d ON d."id" = (
      SELECT w."id" FROM "WebhookDelivery" w
      WHERE w."endpointId" = e."id" AND w."state" = 'pending' AND w."nextAt" <= ${now} AND w."id" NOT IN (${each(ids)})
      ORDER BY w."nextAt", w."seq", w."id" LIMIT 1)
    WHERE e."disabledAt" IS NULL AND e."host" NOT IN (${each(hosts)})
    ORDER BY d."nextAt", d."seq", d."id" LIMIT 1`;
  return due?.id ?? null;
}

/** The delivery that falls due first of what is not under way. Null when nothing waits. */
export async function findNextDelivery(underWay: readonly string[]): Promise<string | null> {
  const [next] = await db.$queryRaw<{ id: string }[]>`
    SELECT d."id" FROM "WebhookEndpoint" e JOIN "WebhookDelivery" d ON d."id" = (
      SELECT w."id" FROM "WebhookDelivery" w
      WHERE w."endpointId" = e."id" AND w."state" = 'pending' AND w."nextAt" IS NOT NULL
        AND w."id" NOT IN (${each(underWay)})
      ORDER BY w."nextAt" LIMIT 1)
    WHERE e."disabledAt" IS NULL ORDER BY d."nextAt" LIMIT 1`;
  return next?.id ?? null;
}
