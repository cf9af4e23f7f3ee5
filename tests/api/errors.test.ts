import { beforeAll, expect, test } from "vitest";
import { keyHeaders } from "../factories/people";
import { createProduct } from "../factories/shop";
import { expectProblem, program } from "../setup/program";
import { startServer } from "../setup/server";

let api: ReturnType<typeof program>;
let id: string;

beforeAll(async () => {
  ({ id } = await createProduct());
  api = program(await startServer(), await keyHeaders("products:write"));
});

test.each([
  "/api",
  "/api/",
  "/api/nothing",
  "/api/products/x/y/z",
  "/api/cron",
  "/api/cron/nothing",
  "/api/system/x",
])("%s leads nowhere, and every verb is told so in the one shape", async (address) => {
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
    expectProblem(await api(method, address), 404, "There is nothing at this address");
  }
});

test.each(["/api/products.data", "/api/products/_.data", "/api/products.data?_routes=routes/api/products"])(
  "%s is no page, so it has no page data",
  async (address) => {
    expectProblem(await api("GET", address), 404);
    expectProblem(await api("POST", address, { json: {} }), 404);
  },
);

test("a slash at the end changes nothing, and no route can be picked out of an address", async () => {
  const plain = await api("GET", `/api/products/${id}`);

  expect((await api("GET", `/api/products/${id}/`)).json).toEqual(plain.json);
  expect((await api("GET", `/api/products/${id}?_routes=root`)).json).toEqual(plain.json);
});

test.each([
  ["/api/products", ["PUT", "PATCH", "DELETE"], "GET, HEAD, POST, OPTIONS"],
  ["/api/products/:id", ["POST"], "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"],
  ["/api/products/:id/reviews", ["POST", "PUT", "PATCH", "DELETE"], "GET, HEAD, OPTIONS"],
  ["/api/cron/cleanup", ["PUT", "PATCH", "DELETE"], "GET, POST, OPTIONS"],
])("%s refuses %j and says which verbs it takes", async (address, refused, allow) => {
  const path = address.replace(":id", id);
  for (const method of refused) {
    const answer = await api(method, path);
    expectProblem(answer, 405);
    expect(answer.headers.get("Allow")).toBe(allow);
  }

  const options = await api("OPTIONS", path);
  expect([options.status, options.text, options.headers.get("Allow")]).toEqual([204, "", allow]);
});

test.each([
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/jsonx",
])("a body of the type %s is refused, even if it is JSON", async (type) => {
  const body = JSON.stringify({ name: "x", category: "x" });

  expectProblem(await api("POST", "/api/products", { body, headers: { "Content-Type": type } }), 415);
  expectProblem(await api("PUT", `/api/products/${id}`, { body, headers: { "Content-Type": type } }), 415);
  const patch = await api("PATCH", `/api/products/${id}`, { body, headers: { "Content-Type": type } });
  expectProblem(patch, 415);
  expect(patch.headers.get("Accept-Patch")).toBe("application/merge-patch+json, application/json");
});

test("a packed body is refused", async () => {
  const answer = await api("POST", "/api/products", { json: {}, headers: { "Content-Encoding": "gzip" } });

  expectProblem(answer, 415);
});

test.each(["", "{", "{'name':1}", '{"name":"a",}', "undefined", "\u0000", '"\ud800"', "NaN"])(
  "%j is not JSON, and the answer says so",
  async (body) => {
    expectProblem(await api("POST", "/api/products", { body }), 400);
  },
);

test("a body that is not UTF-8 is refused", async () => {
  const body = new Uint8Array([0x22, 0xff, 0xfe, 0x22]);

  expectProblem(await api("POST", "/api/products", { body }), 400, "The body is not valid UTF-8");
});

test.each(["[]", "null", "1", '"text"', "true", "{}"])("%s is JSON, but no product", async (body) => {
  expectProblem(await api("POST", "/api/products", { body }), 400);
});

test("a body that is too large is refused, whether it says so or not", async () => {
  const chunk = new TextEncoder().encode("x".repeat(50_000));
  const unsaid = new ReadableStream({
    start(controller) {
      for (let count = 0; count < 3; count++) controller.enqueue(chunk);
      controller.close();
    },
  });

  expectProblem(await api("POST", "/api/products", { body: "x".repeat(1_000_000) }), 413);
  expectProblem(await api("POST", "/api/products", { body: unsaid }), 413);
});

test("an answer never tells its cause in production", async () => {
  const answer = await api("POST", "/api/products", { body: "{" });

  expect(answer.json).not.toHaveProperty("details");
  expect(answer.text).not.toMatch(/ at |\.ts|node_modules/);
});
