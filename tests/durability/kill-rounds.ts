import { expect } from "vitest";
import { db } from "~/db/client.server";
import { keyHeaders } from "../factories/people";
import { createCategory } from "../factories/shop";
import { startServer } from "../setup/server";

const WRITERS = 8;

/**
 * Kills the server in each round while programs write, and then looks for every write that was acknowledged: its product, its
 * event, and the answer that its key repeats. Returns how many there were.
 */
export async function killDuringWrites({ rounds, writes }: { rounds: number; writes: number }) {
  const category = (await createCategory()).slug;
  const headers = { ...(await keyHeaders()), "Content-Type": "application/json" };
  const server = await startServer();
  const acknowledged = new Map<string, string>();
  let attempt = 0;

  async function write() {
    const key = `attempt-${++attempt}`;
    const body = JSON.stringify({ name: `Written ${attempt}`, sku: key, category, published: true });
    const response = await server.fetch("/api/products", {
      method: "POST",
      headers: { ...headers, "Idempotency-Key": key },
      body,
    });
    if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
    const { data } = (await response.json()) as { data: { id: string } };
    acknowledged.set(key, data.id);
  }

  async function writer(stopped: () => boolean) {
    // A refused connection is the kill: nothing was acknowledged. Any answer but 201 is a fault.
    while (!stopped())
      await write().catch((error) => expect(String(error)).toMatch(/fetch failed|terminated|aborted/));
  }

  for (let round = 1; round <= rounds; round++) {
    let over = false;
    const writers = Array.from({ length: WRITERS }, () => writer(() => over));
    const enough = (writes * round) / rounds;
    while (acknowledged.size < enough) await new Promise((resolve) => setTimeout(resolve, 5));
    await server.kill();
    over = true;
    await Promise.all(writers);
    await server.start();
  }
  await server.stop();

  const products = new Map(
    (await db.product.findMany({ select: { id: true, sku: true } })).map((row) => [row.sku, row.id]),
  );
  for (const [sku, id] of acknowledged) expect(products.get(sku), `${sku} was acknowledged`).toBe(id);

  const events = await db.event.findMany({
    orderBy: { seq: "asc" },
    select: { seq: true, type: true, subject: true },
  });
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  const created = events.filter(({ type }) => type === "product.created").map(({ subject }) => subject);
  expect(new Set(created)).toEqual(new Set(products.values()));
  expect(created.length).toBe(products.size);
  return acknowledged.size;
}
