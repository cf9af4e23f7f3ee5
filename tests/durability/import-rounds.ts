import { expect } from "vitest";
import { db } from "~/db/client.server";
import { keyHeaders } from "../factories/people";
import { createCategory } from "../factories/shop";
import { importOver, resultOf } from "../setup/imports";
import { program } from "../setup/program";
import { startServer } from "../setup/server";

/**
 * Kills the server again and again while it imports, and then looks at every row: it was done once and told once. Returns in
 * how many of the kills the import was under way.
 */
export async function killDuringImport({ rows, rounds }: { rows: number; rounds: number }) {
  await createCategory({ slug: "tools" });
  const server = await startServer();
  const api = program(server, await keyHeaders("imports:write"));
  const lines = Array.from({ length: rows }, (_, n) =>
    n % 10 === 9
      ? JSON.stringify({ sku: `S-${n - 1}`, name: "Twice", category: "tools" })
      : JSON.stringify({ sku: `S-${n}`, name: `Product ${n}`, category: "tools", published: true }),
  );
  const headers = { "Content-Type": "application/x-ndjson" };
  const { json } = await api("POST", "/api/imports", { headers, body: lines.join("\n") });
  const { id } = json.data as { id: string };
  let underWay = 0;
  for (let round = 0; round < rounds; round++) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 400));
    await server.kill();
    const { state, done } = await db.import.findUniqueOrThrow({ where: { id } });
    if (state === "running" && done < rows) underWay++;
    await server.start();
  }
  const told = await importOver(api, id);
  const result = await resultOf(api, id);

  const bad = Math.floor(rows / 10);
  expect(told).toMatchObject({
    state: "finished",
    total: rows,
    done: rows,
    created: rows - bad,
    refused: bad,
  });
  expect(result.map(({ line }) => line)).toEqual(lines.map((_, index) => index + 1));
  const products = await db.product.findMany({ select: { id: true, sku: true } });
  const bySku = new Map(products.map(({ id, sku }) => [sku, id]));
  expect(products.length).toBe(rows - bad);
  for (const { result: fate, sku, id } of result)
    if (fate === "created") expect(id, `${sku} is told as it was written`).toBe(bySku.get(sku));
  const created = await db.event.findMany({ where: { type: "product.created" }, select: { subject: true } });
  expect(created.map(({ subject }) => subject).sort()).toEqual(products.map(({ id }) => id).sort());
  expect(await db.event.count({ where: { type: "import.finished" } })).toBe(1);
  await server.stop();
  return underWay;
}
