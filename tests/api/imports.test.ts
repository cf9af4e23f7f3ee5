import { readdirSync } from "node:fs";
import { request as httpRequest } from "node:http";
import path from "node:path";
import { Readable } from "node:stream";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { keyHeaders } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { importOver, resultOf } from "../setup/imports";
import { expectProblem, program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";

const HEADER = "sku,name,summary,version,category,price_cents,currency,downloads_a_month";
const CSV = { "Content-Type": "text/csv" };
const NDJSON = { "Content-Type": "application/x-ndjson" };

let server: RunningServer;
let api: ReturnType<typeof program>;
let key: Record<string, string>;

beforeAll(async () => {
  server = await startServer();
  key = await keyHeaders("imports:write", "products:write");
  api = program(server, key);
});

beforeEach(async () => {
  await db.product.deleteMany();
  await db.category.deleteMany();
  await createCategory({ slug: "tools", name: "Tools" });
});

const csvOf = (...rows: string[]) => [HEADER, ...rows, ""].join("\n");
const row = (n: number | string, name = `Tool ${n}`) => `T-${n},${name},,1.0,tools,1900,USD,`;
const ndjsonOf = (...rows: unknown[]) => rows.map((one) => `${JSON.stringify(one)}\n`).join("");
const files = () => {
  try {
    return readdirSync(path.join(process.env.DATA_DIR ?? "", "imports"));
  } catch {
    return [];
  }
};

async function bring(body: string | Uint8Array, headers: Record<string, string>, query = "") {
  const answer = await api("POST", `/api/imports${query}`, { headers, body: body as string });
  expect(answer.status, answer.text.slice(0, 300)).toBe(202);
  const { id } = answer.json.data as { id: string };
  expect(answer.headers.get("Location")).toBe(`/api/imports/${id}`);
  return id;
}

test("a CSV file is brought in: good rows are kept, bad ones told with line and reason", async () => {
  await createProduct({ sku: "T-2", name: "Old", category: "tools" });
  const id = await bring(
    csvOf(row(1), row(2), "T-3,,,,tools,1,USD,", row(1), "T-4,Four,,,nowhere,1,USD,", row(5)),
    CSV,
  );

  const told = await importOver(api, id);

  expect(told).toMatchObject({ state: "finished", total: 6, done: 6, created: 2, updated: 1, refused: 3 });
  const result = await resultOf(api, id);
  expect(result.map(({ line, result, sku }) => [line, result, sku])).toEqual([
    [2, "created", "T-1"],
    [3, "updated", "T-2"],
    [4, "refused", "T-3"],
    [5, "refused", "T-1"],
    [6, "refused", "T-4"],
    [7, "created", "T-5"],
  ]);
  const first = await db.product.findUniqueOrThrow({ where: { sku: "T-1" } });
  expect(result[0]?.id).toBe(first.id);
  expect(result[3]?.reasons).toEqual(["duplicate sku in file: line 2 has it"]);
  const table = await api("GET", `/api/imports/${id}/result.csv`);
  expect(table.text.split("\r\n")[0]).toBe("line,result,sku,name,id,reasons");
  expect(table.text.split("\r\n")[3]).toBe("4,refused,T-3,,,name required");
  expect(files()).toEqual([]);
});

test("a line of NDJSON is a product as the API takes it, whole", async () => {
  const tiers = [{ name: "One", priceCents: 100, checkoutUrl: "https://pay.example/1" }];
  const whole = {
    sku: "N-1",
    name: "Nib",
    slug: "the-nib",
    category: "tools",
    summary: "Writes",
    description: "One\n\nTwo",
    priceCents: 900,
    currency: "EUR",
    release: "2.0",
    runsOn: "Linux",
    published: true,
    tiers,
  };
  const id = await bring(ndjsonOf(whole, { sku: "N-2", name: "Draft", category: "tools" }), NDJSON);
  expect(await importOver(api, id)).toMatchObject({ state: "finished", created: 2, refused: 0 });
  const [line] = await resultOf(api, id);
  const { json } = await api("GET", `/api/products/${line?.id}`);
  const { category: _category, ...same } = whole;
  expect(json.data).toMatchObject({ ...same, tiers: [expect.objectContaining(tiers[0])] });
  expect(await db.product.findUnique({ where: { sku: "N-2" } })).toMatchObject({ published: false });
});

test("an export brought in again changes nothing, and brings everything into an empty shop", async () => {
  const tiers = [
    { name: "One", priceCents: 100 },
    { name: "Team", priceCents: 900 },
  ];
  await createProduct({ sku: "A", category: "tools", description: "x\ny", runsOn: "Linux", tiers });
  await createProduct({ sku: "B", category: "tools", name: "=1+1", summary: "'@x", release: "1" });
  await createProduct({ sku: "C", category: "tools", published: false });
  for (const [file, headers] of [
    ["csv", CSV],
    ["ndjson", NDJSON],
  ] as const) {
    const exported = await api("GET", `/api/products.${file}?published=all`);
    const again = await importOver(api, await bring(exported.text, headers));
    expect(again).toMatchObject({ unchanged: 3, created: 0, updated: 0, refused: 0 });
    await db.product.deleteMany();
    expect(await importOver(api, await bring(exported.text, headers))).toMatchObject({ created: 3 });
    const back = await api("GET", `/api/products.${file}?published=all`);
    const bare = (text: string) =>
      text
        .replace(/"(?:id|createdAt|updatedAt|publishedAt|releasedAt|version)":(?:"[^"]*"|\d+|null),?/g, "")
        .split("\n")
        .sort();
    if (file === "csv") expect(bare(back.text)).toEqual(bare(exported.text));
    else expect(bare(back.text).length).toBe(bare(exported.text).length);
  }
});

test("what a row takes off the shelf or renames is told by its events, and another's address is refused", async () => {
  await createProduct({ sku: "A", slug: "a", name: "A", category: "tools" });
  await createProduct({ sku: "B", slug: "b", name: "B", category: "tools" });
  const base = { category: "tools", name: "A" };
  const id = await bring(
    ndjsonOf(
      { ...base, sku: "A", slug: "a-new", published: false },
      { ...base, sku: "C", slug: "b" },
      { ...base, sku: "D", slug: "d" },
      { ...base, sku: "E", slug: "d" },
    ),
    NDJSON,
  );
  await importOver(api, id);
  const result = await resultOf(api, id);
  expect(result.map(({ result }) => result)).toEqual(["updated", "refused", "created", "refused"]);
  expect(result[1]?.reasons).toEqual(["slug: another product has this address"]);
  const subject = result[0]?.id ?? "";
  const events = await db.event.findMany({ where: { subject }, orderBy: { seq: "desc" }, take: 2 });
  expect(events.map(({ type }) => type)).toEqual(["product.unpublished", "product.updated"]);
});

test("a rehearsal tells the same and writes nothing", async () => {
  const id = await bring(csvOf(row(1), row(2), ",,,,,,,"), CSV, "?dryRun=true");
  expect(await importOver(api, id)).toMatchObject({ state: "finished", created: 2, refused: 1 });
  expect((await resultOf(api, id)).map(({ result }) => result)).toEqual(["created", "created", "refused"]);
  expect(await db.product.count()).toBe(0);
});

test.each([
  ["not JSON at all", "{", "the line is not a JSON object"],
  ["a list", "[]", "the line is not a JSON object"],
  ["no sku", '{"name":"X","category":"tools"}', "sku: give the product a sku"],
  [
    "a member that no product has",
    '{"sku":"X","name":"X","category":"tools","a":1}',
    "a: this is not known here; leave it out",
  ],
  ["a NUL", '{"sku":"X","name":"X\\u0000","category":"tools"}', "name: leave out the control character"],
  [
    "half a character",
    '{"sku":"X","name":"\\ud800","category":"tools"}',
    "name: leave out the control character",
  ],
  ["a line without end", `{"sku":"${"x".repeat(600_000)}"}`, "the line is longer than 500000 bytes"],
  ["depth", "[".repeat(10_000), "the line is not a JSON object"],
])("a line of NDJSON with %s is refused alone", async (_what, line, reason) => {
  const good = JSON.stringify({ sku: "G", name: "Good", category: "tools" });
  const id = await bring(`${good}\n\n${line}\n${good.replace('"G"', '"H"')}`, NDJSON);
  expect(await importOver(api, id)).toMatchObject({ total: 3, created: 2, refused: 1 });
  const [, bad, last] = await resultOf(api, id);
  expect(bad).toMatchObject({ line: 3, result: "refused", reasons: [reason] });
  expect(last).toMatchObject({ line: 4, sku: "H" });
});

test.each([
  ["nothing", "", CSV, 400, /empty/],
  ["blank lines", "\n\n", NDJSON, 400, /empty/],
  ["columns of another name", "SKU,title\n1,2\n", CSV, 400, /lacks the column name, summary/],
  ["a column twice", `${HEADER},sku\n`, CSV, 400, /sku twice/],
  ["a million columns", ",".repeat(1_000_000), CSV, 400, /lacks the column/],
  ["what is not UTF-8", new Uint8Array([0x73, 0xff, 0xfe]), CSV, 400, /UTF-8/],
  ["JSON", "{}", { "Content-Type": "application/json" }, 415, /text\/csv or application\/x-ndjson/],
  ["another charset", HEADER, { "Content-Type": "text/csv; charset=latin1" }, 415, /UTF-8/],
  ["packed bytes", HEADER, { ...CSV, "Content-Encoding": "gzip" }, 415, /Content-Encoding/],
] as const)("a file of %s is refused at the door", async (_what, body, headers, status, why) => {
  const before = await db.import.count();
  const answer = await api("POST", "/api/imports", { headers, body: body as string });
  expectProblem(answer, status);
  expect(answer.json.error).toMatch(why);
  expect(await db.import.count()).toBe(before);
  expect(files()).toEqual([]);
});

test("a row without end fails the file before its first row is written", async () => {
  const id = await bring(csvOf(row(1), `T-2,"${"x,\n".repeat(2_500_000)}`), CSV);
  const told = await importOver(api, id);
  expect(told).toMatchObject({ state: "failed", done: 0 });
  expect(told.reason).toMatch(/row on line 2 is longer than/);
  expect(await db.product.count()).toBe(0);
});

test("a file of more than 100 MB is refused without being read to its end", async () => {
  const chunk = Buffer.alloc(1_000_000, 0x61);
  let sent = 0;
  const body = new Readable({
    read() {
      sent += chunk.length;
      this.push(sent > 400_000_000 ? null : chunk);
    },
  });
  const status = await new Promise((resolve, reject) => {
    const asking = httpRequest(`${server.origin}/api/imports`, {
      method: "POST",
      headers: { ...CSV, ...key },
    });
    asking.once("response", ({ statusCode }) => resolve(statusCode)).once("error", reject);
    body.pipe(asking);
  });
  expect(status).toBe(413);
  expect(sent).toBeLessThan(200_000_000);
  body.destroy();
  expect(files()).toEqual([]);
});

test("the same file under one Idempotency-Key is one import, and another file is refused", async () => {
  const headers = { ...CSV, "Idempotency-Key": "once" };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => api("POST", "/api/imports", { headers, body: csvOf(row(1)) })),
  );
  const made = answers.filter(({ status }) => status === 202);
  expect(new Set(made.map(({ json }) => (json.data as { id: string }).id)).size).toBe(1);
  expect(answers.filter(({ status }) => status !== 202).every(({ status }) => status === 409)).toBe(true);
  const [{ id = "" } = {}] = made.map(({ json }) => json.data as { id: string });
  await importOver(api, id);
  const again = await api("POST", "/api/imports", { headers, body: csvOf(row(1)) });
  expect(again.headers.get("Idempotent-Replayed")).toBe("true");
  expect((again.json.data as { id: string }).id).toBe(id);
  expectProblem(await api("POST", "/api/imports", { headers, body: csvOf(row(2)) }), 422);
  expectProblem(await api("POST", "/api/imports?dryRun=true", { headers, body: csvOf(row(1)) }), 422);
  expect(files()).toEqual([]);
});

test("imports run one after the other; one is cancelled where it stands, and forgotten the second time", async () => {
  const many = Array.from({ length: 6_000 }, (_, n) => row(n));
  const first = await bring(csvOf(...many), CSV);
  const second = await bring(csvOf(row("x")), CSV);
  expectProblem(await api("GET", `/api/imports/${second}/result.ndjson`), 409);
  while (((await api("GET", `/api/imports/${first}`)).json.data as { done: number }).done < 400)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect((await api("GET", `/api/imports/${second}`)).json.data).toMatchObject({ state: "queued" });

  expect((await api("DELETE", `/api/imports/${first}`)).json).toEqual({ message: "Cancelled" });

  const written = await db.product.count();
  expect(await importOver(api, second)).toMatchObject({ state: "finished", created: 1 });
  const told = await importOver(api, first);
  expect(told).toMatchObject({ state: "cancelled", created: written, done: written });
  expect(await db.product.count()).toBe(written + 1);
  expect((await resultOf(api, first)).length).toBe(written);
  expect((await api("DELETE", `/api/imports/${first}`)).json).toEqual({ message: "Deleted" });
  expectProblem(await api("GET", `/api/imports/${first}`), 404);
  expectProblem(await api("DELETE", `/api/imports/${first}`), 404);
  const { json } = await api("GET", "/api/imports?limit=1");
  expect(json.data).toMatchObject([{ id: second }]);
  expect(files()).toEqual([]);
});

test("a shop that is closed in the middle goes on behind the last row that was done", async () => {
  const id = await bring(csvOf(...Array.from({ length: 2_000 }, (_, n) => row(n))), CSV);
  while (((await api("GET", `/api/imports/${id}`)).json.data as { done: number }).done < 200)
    await new Promise((resolve) => setTimeout(resolve, 5));
  await server.stop();
  const { state, done } = await db.import.findUniqueOrThrow({ where: { id } });
  expect(state).toBe("running");
  expect(await db.product.count()).toBe(done);
  await server.start();
  expect(await importOver(api, id)).toMatchObject({ state: "finished", created: 2_000, unchanged: 0 });
});

test("only keys with the scope follow and start imports", async () => {
  const reader = program(server, await keyHeaders("imports:read"));
  expect((await reader("GET", "/api/imports")).status).toBe(200);
  expectProblem(await reader("POST", "/api/imports", { headers: CSV, body: csvOf(row(1)) }), 403);
  expectProblem(await program(server)("GET", "/api/imports"), 401);
  expectProblem(await api("GET", "/api/imports/none"), 404);
  expectProblem(await api("GET", "/api/imports?state=running"), 400);
  expectProblem(await api("POST", "/api/imports?dryRun=1", { headers: CSV, body: csvOf(row(1)) }), 400);
});
