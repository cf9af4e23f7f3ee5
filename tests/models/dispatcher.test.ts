import { expect, test } from "vitest";
import { change, record } from "~/models/outbox/change.server";
import { startDispatcher } from "~/models/outbox/dispatcher.server";

test("an event is handled once, however many follow the outbox under one name", async () => {
  const handled: number[] = [];
  const errors: unknown[] = [];
  const consumer = {
    name: "counted",
    async handle(events: readonly { seq: number }[]) {
      const seqs = events.map(({ seq }) => seq);
      return () => void handled.push(...seqs);
    },
  };
  const dispatchers = Array.from({ length: 4 }, () =>
    startDispatcher([consumer], (error) => errors.push(error)),
  );
  const count = 60;
  for (let n = 0; n < count; n++) {
    await change(async () => record({ type: "feature.updated", subject: `feature-${n}`, actor: null }));
    if (n % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 30));
  }
  await expect.poll(() => handled.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(count);
  for (const dispatcher of dispatchers) await dispatcher.stop();

  expect(errors).toEqual([]);
  expect([...handled].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, at) => at + 1));
});
