import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { keyHeaders } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";
import { exchange, textOf } from "./exchange";

const ROUNDS = process.env.TEST_LONG === "on" ? 200 : 6;
const PLACES = 6;

let server: RunningServer;
let api: ReturnType<typeof program>;
let product: { id: string; slug: string };
/** Many addresses of the same few things: each can be kept once. */
let paths: string[];
let count = 0;

const read = async (path: string) => textOf(await exchange(server, path));
const readAll = () => Promise.all(paths.map(read));
const rename = (name: string) => api("PATCH", `/api/products/${product.id}`, { json: { name } });

beforeAll(async () => {
  await createCategory({ slug: "tools", name: "Tools" });
  product = await createProduct({ name: "Raced", slug: "raced", category: "tools" });
  paths = Array.from({ length: PLACES }, (_, n) => [
    `/products?v=${n}`,
    `/products/raced?v=${n}`,
    `/api/products?limit=${n + 1}`,
  ]).flat();
  paths.push(`/api/products/${product.id}`, "/");
  server = await startServer();
  api = program(server, await keyHeaders("products:write"));
  await readAll();
});

test("an answer that was begun before a write is told to nobody who comes after it", async () => {
  const reader = fc.record({ path: fc.nat(PLACES * 3), afterMs: fc.nat(15) });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(reader, { minLength: 8, maxLength: 18, selector: ({ path }) => path }),
      fc.nat(15),
      async (readers, writeAfterMs) => {
        await rename(`Before ${++count}`);
        const name = `After ${count}`;
        const reading = readers.map(async ({ path, afterMs }) => {
          await pause(afterMs);
          return read(paths[path] ?? "/");
        });
        await pause(writeAfterMs);
        expect((await rename(name)).status).toBe(200);
        for (const { path } of readers) expect(await read(paths[path] ?? "/")).toContain(name);
        await Promise.all(reading);
        for (const text of await readAll()) expect(text).toContain(name);
      },
    ),
    { numRuns: ROUNDS },
  );
});

test("what was written and taken back is told to nobody who comes later", { timeout: 120_000 }, async () => {
  const update = (name: string, id = product.id) => ({ method: "update", id, body: { name } });
  for (let round = 0; round < ROUNDS; round++) {
    await rename(`Stays ${round}`);
    const operations = [
      ...Array.from({ length: 40 }, (_, n) => update(`Withdrawn ${round}, step ${n}`)),
      update("Nobody", "01935b2e-7c00-7000-8000-000000000001"),
    ];
    const refused = api("POST", "/api/products/batch", { json: { operations, atomic: true } });
    const reading = paths.map(async (path, at) => {
      await pause(at);
      return read(path);
    });
    expect((await refused).status).toBe(404);
    await Promise.all(reading);
    for (const text of await readAll()) {
      expect(text).toContain(`Stays ${round}`);
      expect(text).not.toContain("Withdrawn");
    }
  }
});
