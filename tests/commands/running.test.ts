import { mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { startServer } from "../setup/server";
import { type } from "./terminal";

const catalogue = path.resolve(import.meta.dirname, "../fixtures/catalogue.csv");
const dataDir = process.env.DATA_DIR ?? "";
const server = await startServer({ env: { LOG_LEVEL: "info" } });

const total = async (address: string) =>
  ((await (await server.fetch(address)).json()) as { pagination: { total: number } }).pagination.total;

test("the running server makes the key, and it opens its door at once", async () => {
  const { exitCode, out } = await type(["key", "ci", "products:write"]);

  expect(exitCode).toBe(0);
  expect(server.output()).toContain('"command":"key"');
  expect(server.output()).not.toContain(out.trim());
  const answer = await server.fetch("/api/products/00000000-0000-7000-8000-000000000000", {
    method: "DELETE",
    headers: { "x-api-key": out.trim() },
  });
  expect(answer.status).toBe(404);
});

test("what the server refuses is told as if it were done here", async () => {
  const { exitCode, out, err } = await type(["key", "ci", "bogus"]);

  expect({ exitCode, out }).toEqual({ exitCode: 1, out: "" });
  expect(err).toMatch(/no scope “bogus”: choose from products:read/);
});

test("nobody but the server's user can open the socket", () => {
  expect(statSync(path.join(dataDir, "control.sock")).mode & 0o777).toBe(0o600);
});

test("the server imports the file while it serves, and pages through it afterwards", async () => {
  let finished = false;
  const visits = (async () => {
    let served = 0;
    for (; !finished; served++) expect((await server.fetch("/api/products")).status).toBe(200);
    return served;
  })();

  const { exitCode, out, err } = await type(["import", catalogue]);

  finished = true;
  expect(await visits).toBeGreaterThan(3);
  expect({ exitCode, err: err.replace(/^\d+ of 2160 rows\n/gm, "") }).toEqual({ exitCode: 0, err: "" });
  expect(out).toContain("2160 rows: 2160 created");
  const answer = await server.fetch("/api/products?category=testing&limit=5&page=2");
  const { data, pagination } = (await answer.json()) as { data: unknown[]; pagination: object };
  expect(data).toHaveLength(5);
  expect(pagination).toMatchObject({ page: 2, limit: 5, total: 180, pages: 36 });
  expect(readdirSync(path.join(dataDir, "waiting"))).toEqual([]);

  expect((await type(["import", catalogue])).out).toContain("0 created, 0 updated, 2160 unchanged");
});

test("a server that is killed leaves a socket that is no obstacle, to commands or to the next server", async () => {
  await server.kill();
  expect(readdirSync(dataDir)).toContain("control.sock");

  expect((await type(["key", "alone", "products:read"])).exitCode).toBe(0);
  await server.start();
  expect((await type(["key", "asked", "products:read"])).exitCode).toBe(0);

  expect(server.output()).toContain('"command":"key"');
});

test("an import is told when its server ends, and is finished by running it again", async () => {
  const key = (await type(["key", "reset", "products:write"])).out.trim();
  const before = await total("/api/products");
  const { data } = (await (await server.fetch("/api/products?limit=100")).json()) as {
    data: { id: string }[];
  };
  for (const { id } of data.slice(0, 3))
    await server.fetch(`/api/products/${id}`, { method: "DELETE", headers: { "x-api-key": key } });
  expect(await total("/api/products")).toBe(before - 3);

  const running = type(["import", catalogue]);
  await new Promise((resolve) => {
    const look = setInterval(
      () => server.output().includes('"command":"import"') && resolve(clearInterval(look)),
      5,
    );
  });
  await server.kill();
  const { exitCode, err } = await running;

  expect(exitCode).toBe(1);
  expect(err).toContain("run the command again");
  const { out } = await type(["import", catalogue]);
  expect(out).toContain("2157 unchanged, 3 refused");
  await server.start();
});

test("a folder whose path is too long for a socket is served all the same", async () => {
  const long = path.join(dataDir, "x".repeat(60), "y".repeat(60));
  mkdirSync(long, { recursive: true });
  await server.stop();
  const far = await startServer({ env: { DATA_DIR: long, LOG_LEVEL: "info" } });

  const { exitCode } = await type(["cron-secret"], { env: { DATA_DIR: long } });
  const heard = far.output();
  await far.stop();

  expect(exitCode).toBe(0);
  expect(heard).toContain('"command":"cron-secret"');
});
