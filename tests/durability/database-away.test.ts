import { beforeAll, expect, test } from "vitest";
import { db, dialect } from "~/db/client.server";
import { keyHeaders, signIn } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { databaseLine } from "../setup/database-line";
import { type RunningServer, startServer } from "../setup/server";

/** The marks: each answer while it is away, and how long it takes until everything is well again. */
const ANSWER_MS = 2_000;
const WELL_MS = 5_000;

// The embedded database is a file: when its disk fails is told by other tests.
const onServer = test.runIf(dialect === "postgresql");

let server: RunningServer;
let line: Awaited<ReturnType<typeof databaseLine>>;
let key: Record<string, string>;
let cookie: string;

beforeAll(async () => {
  if (dialect === "sqlite") return;
  await createProduct({ name: "Ledgerline", category: (await createCategory({ slug: "tools" })).slug });
  key = { ...(await keyHeaders()), "Content-Type": "application/json" };
  cookie = (await signIn({ role: "owner" })).cookie;
  line = await databaseLine();
  server = await startServer({ env: { DATABASE_URL: line.url } });
});

const pages = ["/", "/products", "/products/ledgerline", "/admin/products", "/products.data"];
const reads = ["/api/products", "/api/products.ndjson", "/api/me"];

async function asked(path: string, init: RequestInit = {}) {
  const answer = await server.fetch(path, { ...init, signal: AbortSignal.timeout(ANSWER_MS) });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const write = () =>
  asked("/api/products", {
    method: "POST",
    headers: { ...key, "Idempotency-Key": "while-away" },
    body: JSON.stringify({ name: "Waterline", category: "tools" }),
  });

onServer(
  "while the database is away everybody is told to come back, and is served when it is there again",
  async () => {
    expect((await asked("/readyz")).status).toBe(200);
    for (let outage = 0; outage < 2; outage++) {
      line.cut();

      expect((await asked("/healthz")).status).toBe(200);
      expect(await asked("/readyz")).toMatchObject({ status: 503, text: '{"status":"unavailable"}' });
      for (const path of pages) {
        const page = await asked(path, { headers: { cookie } });
        expect(page.status, path).toBe(503);
        expect(page.headers.get("Retry-After"), path).toBe("5");
        expect(page.text, path).toContain("The shop cannot reach its database");
      }
      for (const answer of [
        ...(await Promise.all(reads.map((path) => asked(path, { headers: key })))),
        await write(),
      ]) {
        expect(answer.status).toBe(503);
        expect(answer.headers.get("Retry-After")).toBe("5");
        expect(JSON.parse(answer.text)).toMatchObject({ status: 503, type: "/problems/unavailable" });
      }

      await line.mend();
      const well = () => asked("/readyz").then(({ status }) => status);
      await expect.poll(well, { timeout: WELL_MS }).toBe(200);
      for (const path of [...pages, ...reads]) {
        expect(
          (await asked(path, { headers: path.startsWith("/api") ? key : { cookie } })).status,
          path,
        ).toBeLessThan(300);
      }
    }
    expect((await write()).status).toBe(201);
    expect((await write()).status).toBe(201);
    expect(await db.product.count({ where: { name: "Waterline" } })).toBe(1);
  },
);
