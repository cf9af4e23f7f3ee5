import { expect, test } from "vitest";
import { db, dialect } from "~/db/client.server";
import { ambient } from "~/db/driver.server";
import { findDueDelivery, findNextDelivery } from "~/db/due-delivery.server";
import { Prisma } from "~/db/generated/sqlite/client";
import { change } from "~/models/outbox/change.server";
import { createHook } from "../factories/webhooks";

const START = new Date("2030-01-01T00:00:00Z");
const later = (seconds: number) => new Date(START.getTime() + seconds * 1_000);

async function queued(endpointId: string, nextAt: Date | null, seq = 1) {
  const row = { endpointId, seq, type: "product.created", subject: `${seq}`, at: START, createdAt: START };
  const messageId = `${endpointId} ${seq} ${nextAt?.getTime()}`;
  const { id } = await db.webhookDelivery.create({ data: { ...row, messageId, nextAt } });
  return id;
}

test("the one that has been due for longest goes first, except where nobody may be called now", async () => {
  const slow = await createHook("https://slow.example/");
  const quick = await createHook("https://quick.example/");
  const off = await createHook("https://off.example/");
  await queued(slow.id, later(0));
  await queued(off.id, later(0));
  await db.webhookEndpoint.update({ where: { id: off.id }, data: { disabledAt: START } });
  const second = await queued(quick.id, later(2), 7);
  const first = await queued(quick.id, later(2), 3);
  await queued(quick.id, null, 1);
  const ahead = await queued(quick.id, later(60), 8);

  const due = (ids: string[]) => findDueDelivery(later(10), { ids, hosts: ["slow.example"] });
  expect(await due([])).toBe(first);
  expect(await due([first])).toBe(second);
  expect(await due([first, second])).toBeNull();
  await db.webhookEndpoint.delete({ where: { id: slow.id } });
  expect(await findNextDelivery([first, second])).toBe(ahead);
  expect(await findNextDelivery([first, second, ahead])).toBeNull();
});

test.runIf(dialect === "sqlite")(
  "what is due is found without going through all that waits for somebody who hangs",
  async () => {
    const found = await statementOf(() => findDueDelivery(START, { ids: ["a"], hosts: ["slow.example"] }));
    const next = await statementOf(() => findNextDelivery(["a"]));
    for (const statement of [found, next]) {
      const steps = await db.$queryRaw<{ detail: string }[]>(
        Prisma.raw(`EXPLAIN QUERY PLAN ${statement.replaceAll("?", "'[]'")}`),
      );
      const plan = steps.map(({ detail }) => detail).join("\n");
      expect(plan).toMatch(
        /SEARCH w USING COVERING INDEX .* \(endpointId=\? AND state=\? AND nextAt[<>]\?\)/,
      );
      expect(plan.match(/TEMP B-TREE/g)).toHaveLength(1);
    }
  },
);

async function statementOf(ask: () => Promise<unknown>) {
  const asked: string[] = [];
  await change(async () => {
    const driver = ambient.getStore()?.started.driver;
    if (!driver) throw new Error("no transaction to listen to");
    const send = driver.queryRaw.bind(driver);
    driver.queryRaw = (query) => {
      asked.push(query.sql);
      return send(query);
    };
    await ask();
  });
  return asked[0] ?? "";
}
