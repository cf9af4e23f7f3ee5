import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { keyHeaders } from "../factories/people";
import { pictureBytes, sidewaysPhotograph } from "../factories/pictures";
import { createProduct } from "../factories/shop";
import { expectProblem, pathsOf, program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;
let api: ReturnType<typeof program>;
let other: ReturnType<typeof program>;
let anonymous: ReturnType<typeof program>;

type Out = {
  id: string;
  url: string;
  alt: string;
  width: number;
  height: number;
  position: number;
  version: number;
};
type Fields = Record<string, string | Uint8Array<ArrayBuffer> | readonly string[]>;
const dataOf = (answer: { json: Record<string, unknown> }) => answer.json.data as Out;
const at = (productId: string, id = "") => `/api/products/${productId}/images${id && `/${id}`}`;
const stored = async () =>
  (await readdir(path.join(process.env.DATA_DIR ?? "", "uploads")).catch(() => [])).length;

/** A multipart form as bytes, so that the same one can be sent twice. */
async function multipart(fields: Fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Uint8Array) form.append(name, new Blob([value]), "ledger.png");
    else for (const one of [value].flat()) form.append(name, one);
  }
  const request = new Request("http://shop.test", { method: "POST", body: form });
  const type = request.headers.get("Content-Type") ?? "";
  return { body: await request.arrayBuffer(), headers: { "Content-Type": type } };
}

async function send(address: string, fields: Fields, headers: Record<string, string> = {}, by = api) {
  const form = await multipart(fields);
  return by("POST", address, { body: form.body, headers: { ...form.headers, ...headers } });
}

const picture = async (options = {}) => new Uint8Array(await pictureBytes(options));
const add = async (productId: string, alt: string) =>
  dataOf(await send(at(productId), { alt, file: await picture() }));
const listed = async (productId: string) =>
  ((await anonymous("GET", at(productId))).json.data as Out[]).map(({ alt }) => alt);

beforeAll(async () => {
  server = await startServer();
  api = program(server, await keyHeaders("products:write"));
  other = program(server, await keyHeaders("products:write"));
  anonymous = program(server);
});

test("a program adds a picture, and everybody sees it on the product", async () => {
  const { id, version } = await createProduct();

  const answer = await send(at(id), { alt: "The ledger", file: await picture({ width: 60, height: 40 }) });

  expect(answer.status).toBe(201);
  const image = dataOf(answer);
  expect(image).toMatchObject({ alt: "The ledger", width: 60, height: 40, position: 0, version: 1 });
  expect(answer.headers.get("Location")).toBe(at(id, image.id));
  const read = await anonymous("GET", at(id, image.id));
  expect([read.text, read.headers.get("ETag")]).toEqual([answer.text, answer.headers.get("ETag")]);
  const file = await server.fetch(image.url);
  expect([file.status, file.headers.get("Content-Type")]).toEqual([200, "image/webp"]);
  const product = (await anonymous("GET", `/api/products/${id}`)).json.data as { images: object[] };
  const { position: _position, version: _version, ...shown } = image;
  expect(product).toMatchObject({ version, images: [shown] });
});

test("a photograph that lies on its side is turned upright", async () => {
  const { id } = await createProduct();

  const { width, height } = dataOf(await send(at(id), { file: new Uint8Array(await sidewaysPhotograph()) }));

  expect([width, height]).toEqual([40, 60]);
});

test("a picture that was sent before is used once, by the key that sent it", async () => {
  const { id } = await createProduct();
  const upload = await send("/api/uploads", { file: await picture() });
  expect(upload.status).toBe(201);
  const { id: uploadId } = upload.json.data as { id: string };
  const json = { uploadId, alt: "Sent before" };

  expectProblem(await other("POST", at(id), { json }), 400);
  const answer = await api("POST", at(id), { json });
  const again = await api("POST", at(id), { json });

  expect(dataOf(answer)).toMatchObject({ alt: "Sent before", width: 40, height: 30, position: 0 });
  expectProblem(again, 400);
  expect(pathsOf(again)).toEqual(["uploadId"]);
  expect((await server.fetch(dataOf(answer).url)).status).toBe(200);
  expect(await listed(id)).toEqual(["Sent before"]);
});

test("of ten who take the same upload at once one gets it", async () => {
  const { id } = await createProduct();
  const { id: uploadId } = (await send("/api/uploads", { file: await picture() })).json.data as {
    id: string;
  };

  const answers = await Promise.all(
    Array.from({ length: 10 }, () => api("POST", at(id), { json: { uploadId } })),
  );

  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(400)]);
  expect(await listed(id)).toHaveLength(1);
});

test("a picture sent again under its key is added once, and no file is left over", async () => {
  const { id } = await createProduct();
  const headers = { "Idempotency-Key": randomUUID() };
  const fields = { alt: "Once", file: await picture() };
  const before = await stored();

  const first = await send(at(id), fields, headers);
  const again = await send(at(id), fields, headers);
  const changed = await send(at(id), { ...fields, alt: "Other" }, headers);

  expect([again.status, again.text]).toEqual([201, first.text]);
  expect(again.headers.get("Idempotent-Replayed")).toBe("true");
  expectProblem(changed, 422);
  expect(await listed(id)).toEqual(["Once"]);
  expect(await stored()).toBe(before + 1);
});

test("pictures are described, moved and taken off", async () => {
  const { id } = await createProduct();
  const [a, b, c] = [await add(id, "A"), await add(id, "B"), await add(id, "C")];

  const moved = await api("PATCH", at(id, c.id), { json: { position: 0 } });
  expect(dataOf(moved)).toMatchObject({ alt: "C", position: 0, version: 2 });
  expect(await listed(id)).toEqual(["C", "A", "B"]);
  await api("PATCH", at(id, c.id), { json: { position: 49 } });
  expect(await listed(id)).toEqual(["A", "B", "C"]);

  const described = await api("PATCH", at(id, a.id), { json: { ...a, alt: "First", position: 1 } });
  expect(dataOf(described)).toMatchObject({ alt: "First", position: 1, url: a.url });
  expect(dataOf(await api("PATCH", at(id, a.id), { json: { alt: null } }))).toMatchObject({ alt: "" });

  expect((await api("DELETE", at(id, b.id))).json).toEqual({ message: "Deleted" });
  expectProblem(await api("DELETE", at(id, b.id)), 404, "Picture not found");
  expectProblem(await anonymous("GET", at(id, b.id)), 404, "Picture not found");
  expect(await listed(id)).toEqual(["", "C"]);
});

test("writers name the version of the picture they have seen", async () => {
  const { id } = await createProduct();
  const image = await add(id, "Seen");
  const tag = (await anonymous("GET", at(id, image.id))).headers.get("ETag") ?? "";
  await api("PATCH", at(id, image.id), { json: { alt: "Meanwhile" } });
  const headers = { "If-Match": tag };

  expectProblem(await api("PATCH", at(id, image.id), { json: { alt: "Late" }, headers }), 412);
  expectProblem(await api("DELETE", at(id, image.id), { headers }), 412);
  expect(await listed(id)).toEqual(["Meanwhile"]);
});

test("a picture belongs to its product alone", async () => {
  const [one, two] = [await createProduct(), await createProduct()];
  const image = await add(one.id, "Mine");

  expectProblem(await anonymous("GET", at(two.id, image.id)), 404);
  expectProblem(await api("PATCH", at(two.id, image.id), { json: { alt: "Theirs" } }), 404);
  expectProblem(await api("DELETE", at(two.id, image.id)), 404);
  expect(await listed(one.id)).toEqual(["Mine"]);
});

test("the pictures of a draft are for those who may write products", async () => {
  const { id } = await createProduct({ published: false });
  const image = await add(id, "Not yet");

  expectProblem(await anonymous("GET", at(id)), 404, "Product not found");
  expectProblem(await anonymous("GET", at(id, image.id)), 404, "Product not found");
  expect((await api("GET", at(id, image.id))).status).toBe(200);
  await api("DELETE", `/api/products/${id}`);
  expectProblem(await api("GET", at(id)), 404, "Product not found");
  expectProblem(await send(at(id), { file: await picture() }), 404, "Product not found");
});

const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
const cut = async () => (await picture()).slice(0, 60);
const refusals: Record<string, { fields: () => Promise<Fields>; status: number; path: string }> = {
  "no file": { fields: async () => ({ alt: "x" }), status: 400, path: "file" },
  "a file under another name": {
    fields: async () => ({ picture: await picture() }),
    status: 400,
    path: "file",
  },
  "an SVG": { fields: async () => ({ file: svg }), status: 415, path: "file" },
  "a damaged picture": { fields: async () => ({ file: await cut() }), status: 400, path: "file" },
  "a field nobody knows": {
    fields: async () => ({ isAdmin: "1", file: await picture() }),
    status: 400,
    path: "isAdmin",
  },
  "a field given twice": {
    fields: async () => ({ alt: ["a", "b"], file: await picture() }),
    status: 400,
    path: "alt",
  },
  "a control character": {
    fields: async () => ({ alt: "a\u0007", file: await picture() }),
    status: 400,
    path: "alt",
  },
  "a million characters": {
    fields: async () => ({ alt: "x".repeat(1_000_000), file: await picture() }),
    status: 413,
    path: "",
  },
  "six megabytes": { fields: async () => ({ file: new Uint8Array(6_000_000) }), status: 413, path: "" },
};

test.each(Object.keys(refusals))("%s is refused, and nothing is kept", async (kind) => {
  const { id } = await createProduct();
  const before = await stored();
  const { fields, status, path: place } = refusals[kind] as (typeof refusals)[string];

  const answer = await send(at(id), await fields());

  expectProblem(answer, status);
  if (place) expect(pathsOf(answer)).toEqual([place]);
  expect(await db.productImage.count({ where: { productId: id } })).toBe(0);
  expect(await stored()).toBe(before);
});

test.each([
  [{}, ["uploadId"]],
  [{ uploadId: "x" }, ["uploadId"]],
  [{ uploadId: randomUUID() }, ["uploadId"]],
  [{ uploadId: ["x"], alt: 1 }, ["uploadId", "alt"]],
  [{ uploadId: randomUUID(), url: "http://evil.example/x.png" }, ["url"]],
])("%j adds no picture", async (json, paths) => {
  const { id } = await createProduct();

  const answer = await api("POST", at(id), { json });

  expectProblem(answer, 400);
  expect(pathsOf(answer)).toEqual(paths);
  expect(await listed(id)).toEqual([]);
});

test.each([
  [{ alt: "x".repeat(251) }, "alt"],
  [{ alt: ["x"] }, "alt"],
  [{ position: -1 }, "position"],
  [{ position: 1.5 }, "position"],
  [{ position: null }, "position"],
  [{ file: "../../etc/passwd" }, "file"],
])("%.40j changes no picture", async (json, place) => {
  const { id } = await createProduct();
  const image = await add(id, "Before");

  const answer = await api("PATCH", at(id, image.id), { json });

  expectProblem(answer, 400);
  expect(pathsOf(answer)).toEqual([place]);
  expect(await db.productImage.findUnique({ where: { id: image.id } })).toMatchObject({
    alt: "Before",
    version: 1,
  });
});

test("pictures need a key that may write products", async () => {
  const { id } = await createProduct();
  const image = await add(id, "Guarded");
  const reader = program(server, await keyHeaders("products:read"));

  for (const by of [anonymous, reader]) {
    const status = by === anonymous ? 401 : 403;
    expectProblem(await send(at(id), { file: await picture() }, {}, by), status);
    expectProblem(await send("/api/uploads", { file: await picture() }, {}, by), status);
    expectProblem(await by("PATCH", at(id, image.id), { json: { alt: "x" } }), status);
    expectProblem(await by("DELETE", at(id, image.id)), status);
  }
  expect(await listed(id)).toEqual(["Guarded"]);
});
