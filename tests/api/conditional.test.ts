import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { keyHeaders } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { expectProblem, pathsOf, program } from "../setup/program";
import { startServer } from "../setup/server";

let api: ReturnType<typeof program>;
let anonymous: ReturnType<typeof program>;

const body = (name: string) => ({ name, category: "tools" });
const tagOf = (answer: { headers: Headers }) => answer.headers.get("ETag") ?? "";
const read = (id: string, headers?: Record<string, string>) => api("GET", `/api/products/${id}`, { headers });

beforeAll(async () => {
  await createCategory({ slug: "tools" });
  const server = await startServer();
  api = program(server, await keyHeaders("products:write"));
  anonymous = program(server);
});

test("an answer's tag names its version and its bytes, and is the same for everybody and at every verb", async () => {
  const created = await api("POST", "/api/products", { json: { ...body("Tagged"), published: true } });
  const { id } = created.json.data as { id: string };
  const address = `/api/products/${id}`;

  expect(tagOf(created)).toMatch(/^"1\.[0-9a-f]{32}"$/);
  expect(tagOf(await read(id))).toBe(tagOf(created));
  expect(tagOf(await anonymous("GET", address))).toBe(tagOf(created));
  expect(tagOf(await anonymous("HEAD", address))).toBe(tagOf(created));
  const replaced = await api("PUT", address, { json: body("Tagged again") });
  expect(tagOf(replaced)).toMatch(/^"2\./);
  expect(tagOf(await read(id))).toBe(tagOf(replaced));
  const patched = await api("PATCH", address, { json: { summary: "New" } });
  expect(tagOf(patched)).toMatch(/^"3\./);
  expect(tagOf(await read(id))).toBe(tagOf(patched));
});

test.each(["/api/products", "/api/products?limit=1", "/api/system/middleware-state"])(
  "%s has a tag of its bytes, and who has them gets no body again",
  async (address) => {
    const first = await anonymous("GET", address);
    expect(tagOf(first)).toMatch(/^"[0-9a-f]{32}"$/);

    const again = await anonymous("GET", address, { headers: { "If-None-Match": tagOf(first) } });

    expect([again.status, again.text, tagOf(again)]).toEqual([304, "", tagOf(first)]);
    expect(again.headers.get("Content-Type")).toBeNull();
    expect(again.headers.get("Cache-Control")).toBe(first.headers.get("Cache-Control"));
  },
);

test("a tag that comes back weak, packed, in a list or as a star still means the same bytes", async () => {
  const { id } = await createProduct();
  const tag = tagOf(await read(id));
  const word = tag.slice(1, -1);

  for (const sent of [
    tag,
    `W/${tag}`,
    `"${word}-br"`,
    `W/"${word}-gz"`,
    `"other", ${tag}`,
    "*",
    ` ,${tag}, `,
  ]) {
    for (const method of ["GET", "HEAD"]) {
      const answer = await api(method, `/api/products/${id}`, { headers: { "If-None-Match": sent } });
      expect([answer.status, answer.text], `${method} ${sent}`).toEqual([304, ""]);
    }
  }
  for (const sent of [`"1.${"0".repeat(32)}"`, '""', `"${word.split(".")[1]}"`, `"${word}-zz"`]) {
    expect((await read(id, { "If-None-Match": sent })).status, sent).toBe(200);
  }
});

test("a write makes every older tag old", async () => {
  const { id } = await createProduct();
  const [detail, list] = [tagOf(await read(id)), tagOf(await api("GET", "/api/products"))];

  await api("PATCH", `/api/products/${id}`, { json: { summary: "New" } });

  expect((await read(id, { "If-None-Match": detail })).status).toBe(200);
  expect((await api("GET", "/api/products", { headers: { "If-None-Match": list } })).status).toBe(200);
});

test.each(["PUT", "PATCH", "DELETE"])("%s under the tag of an older version is refused", async (method) => {
  const { id } = await createProduct({ name: "Before" });
  const old = tagOf(await read(id));
  await api("PATCH", `/api/products/${id}`, { json: { summary: "Meanwhile" } });
  const json = method === "DELETE" ? undefined : body("After");
  const attempt = (sent: string) =>
    api(method, `/api/products/${id}`, { json, headers: { "If-Match": sent } });

  for (const sent of [old, `W/${tagOf(await read(id))}`, '"x"', '""', '"99999999999.x"', `${old}, "7.x"`]) {
    const answer = await attempt(sent);
    expectProblem(answer, 412);
    expect(answer.json.type).toBe("/problems/precondition-failed");
  }
  expect(await db.product.findUnique({ where: { id } })).toMatchObject({ name: "Before", version: 2 });

  // Of a tag a writer compares the version alone: the bytes may be packed, or a picture may have come.
  expect((await attempt(`${old}, "2.0000-br"`)).status).toBe(200);
});

test("a star stands for whatever is there", async () => {
  const { id } = await createProduct();
  const address = `/api/products/${id}`;

  expect((await api("PUT", address, { json: body("Any"), headers: { "If-Match": "*" } })).status).toBe(200);
  expectProblem(await api("PUT", address, { json: body("No"), headers: { "If-None-Match": "*" } }), 412);
  expectProblem(await api("DELETE", address, { headers: { "If-None-Match": "*" } }), 412);
  const create = await api("POST", "/api/products", { json: body("New"), headers: { "If-None-Match": "*" } });
  expect(create.status).toBe(201);
});

test("what is missing is a 404, whatever the conditions", async () => {
  const address = "/api/products/00000000-0000-7000-8000-000000000000";

  const conditions: Record<string, string>[] = [
    { "If-Match": '"1.x"' },
    { "If-Match": "*" },
    { "If-None-Match": "*" },
  ];
  for (const headers of conditions) {
    expectProblem(await api("PUT", address, { json: body("No"), headers }), 404);
    expectProblem(await api("GET", address, { headers }), 404);
  }
});

test("a condition on what has no version is never met", async () => {
  const count = await db.product.count();

  expectProblem(
    await api("POST", "/api/products", { json: body("No"), headers: { "If-Match": '"1.x"' } }),
    412,
  );
  expectProblem(await api("GET", "/api/products", { headers: { "If-Match": '"x"' } }), 412);
  expect(await db.product.count()).toBe(count);
});

test.each(["1.x", '"1.x', 'w/"1.x"', '"a" "b"', ",", "", '*, "x"', '"a"b', `"${"x".repeat(50)}`])(
  "%j is no list of tags, and nothing is written",
  async (sent) => {
    const { id } = await createProduct({ name: "Untouched" });

    for (const name of ["If-Match", "If-None-Match"]) {
      for (const [method, json] of [
        ["GET"],
        ["PUT", body("No")],
        ["PATCH", { name: "No" }],
        ["DELETE"],
      ] as const) {
        const answer = await api(method, `/api/products/${id}`, { json, headers: { [name]: sent } });
        expectProblem(answer, 400);
        expect(pathsOf(answer)).toEqual([name]);
      }
    }
    expect(await db.product.findUnique({ where: { id } })).toMatchObject({ version: 1, deletedAt: null });
  },
);

test("a tag in If-None-Match of a write is asked for in If-Match instead", async () => {
  const { id } = await createProduct();

  const answer = await api("PUT", `/api/products/${id}`, {
    json: body("No"),
    headers: { "If-None-Match": '"1.x"' },
  });

  expectProblem(answer, 400);
  expect(pathsOf(answer)).toEqual(["If-None-Match"]);
});

test("of twenty writers with the same tag exactly one wins", async () => {
  const { id } = await createProduct();
  const headers = { "If-Match": tagOf(await read(id)) };
  const writers = Array.from({ length: 20 }, (_, index) => `Writer ${index}`);

  const answers = await Promise.all(
    writers.map((name, index) =>
      index % 2 === 0
        ? api("PUT", `/api/products/${id}`, { json: body(name), headers })
        : api("PATCH", `/api/products/${id}`, { json: { name }, headers }),
    ),
  );

  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...writers.slice(1).map(() => 412)]);
  const winner = writers[answers.findIndex(({ status }) => status === 200)];
  expect(await db.product.findUnique({ where: { id } })).toMatchObject({ name: winner, version: 2 });
});

test("a repeat under its key is answered with the first answer and its tag, though the version is another by then", async () => {
  const { id } = await createProduct();
  const headers = { "If-Match": tagOf(await read(id)), "Idempotency-Key": "conditional" };

  const first = await api("PATCH", `/api/products/${id}`, { json: { summary: "Once" }, headers });
  const again = await api("PATCH", `/api/products/${id}`, { json: { summary: "Once" }, headers });

  expect([again.status, again.text, tagOf(again)]).toEqual([200, first.text, tagOf(first)]);
  expect(again.headers.get("Idempotent-Replayed")).toBe("true");
});

test("OPTIONS tells what a patch may be sent as", async () => {
  const answer = await anonymous("OPTIONS", "/api/products/00000000-0000-7000-8000-000000000000");

  expect(answer.headers.get("Allow")).toBe("GET, HEAD, PUT, PATCH, DELETE, OPTIONS");
  expect(answer.headers.get("Accept-Patch")).toBe("application/merge-patch+json, application/json");
});
