import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Schema } from "~/contract/document/schema";
import type { Operation } from "~/contract/operation";
import { operations } from "~/contract/operations";
import { issueApiKey } from "~/models/api-key/issuance.server";
import { scopes } from "~/models/api-key/scope";
import { pathVariables } from "../factories/path-variables";
import { createCategory } from "../factories/shop";
import { arbitraryOf, nasty } from "../setup/arbitrary";
import { document, found } from "../setup/document";
import { type Answered, type Call, expectProblem, program } from "../setup/program";
import { startServer } from "../setup/server";

/** All operations together. */
const CASES = process.env.TEST_LONG === "on" ? 5_000 : 400;
const CASES_EACH = Math.ceil(CASES / operations.length);
const TIME_MS = 900_000;
const ROWS = 3;

let api: ReturnType<typeof program>;
const rows = new Map<string, Record<string, string>[]>();
let keys: Record<"all" | "reading", string>;

beforeAll(async () => {
  await createCategory({ slug: "money" });
  for (const operation of operations) {
    const made: Record<string, string>[] = [];
    for (let count = 0; count < ROWS; count++) made.push(await pathVariables(operation));
    rows.set(operation.id, made);
  }
  keys = { all: await newKey(), reading: await newKey("products:read") };
  api = program(await startServer());
});

async function newKey(...granted: (typeof scopes)[number][]) {
  const { token } = await issueApiKey(
    { name: "generated", scopes: granted.length > 0 ? granted : scopes },
    { actor: null },
  );
  return token;
}

type Asked = { address: string; call: Call };

test.each(operations.map((operation) => [operation.id, operation] as const))(
  "%s answers what the document declares, whatever is asked",
  async (_, operation) => {
    await fc.assert(
      fc.asyncProperty(asked(operation), async ({ address, call }) => {
        // A key that gives itself another token may be dead for the next case.
        if (operation.path.endsWith("/rotation")) keys.all = await newKey();
        const headers = { ...call.headers };
        const key = headers["x-api-key"];
        if (key === "all" || key === "reading") headers["x-api-key"] = keys[key];
        expectTold(await api(operation.method, address, { ...call, headers }));
      }),
      { numRuns: CASES_EACH },
    );
  },
  TIME_MS,
);

test(
  "no address and no method is answered with anything else",
  async () => {
    const methods = fc.constantFrom("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");
    const parts = fc.array(
      fc.oneof(fc.constantFrom("products", "categories", "me", "openapi.json"), anyText),
      {
        maxLength: 4,
      },
    );
    await fc.assert(
      fc.asyncProperty(methods, parts, async (method, names) => {
        const json = method === "GET" || method === "HEAD" ? undefined : {};
        const answer = await api(method, `/api/${names.map(encode).join("/")}`, { json });
        if (method === "HEAD") expect(answer.status).toBeLessThan(500);
        else expectTold(answer);
      }),
      { numRuns: CASES_EACH * 3 },
    );
  },
  TIME_MS,
);

function expectTold(answer: Answered) {
  expect(answer.status, answer.text.slice(0, 500)).toBeLessThan(500);
  if (answer.status >= 400) expectProblem(answer, answer.status);
}

const anyText = fc.string({ unit: "binary", maxLength: 100 });
/** Lone surrogates, which an address cannot hold, become the mark for them. */
const encode = (value: unknown) =>
  encodeURIComponent(
    (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 3_000).toWellFormed(),
  );

type Parameter = { name: string; in: string; schema: Schema };
const mostly = <T>(usual: fc.Arbitrary<T>, seldom: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: seldom });

function asked(operation: Operation): fc.Arbitrary<Asked> {
  const told = document.paths[operation.path]?.[operation.method.toLowerCase()];
  const parameters = (told?.parameters ?? []).map((one) => found<Parameter>(one as Parameter));
  return fc
    .record({
      row: fc.integer({ min: 0, max: ROWS - 1 }),
      wrongPart: mostly(fc.constant(null), anyText),
      query: queries(parameters.filter((parameter) => parameter.in === "query")),
      headers: headersFor(parameters),
      body: bodies(
        operation,
        told?.requestBody as { content: Record<string, { schema: Schema }> } | undefined,
      ),
    })
    .map(({ row, wrongPart, query, headers, body }) => {
      const variables = rows.get(operation.id)?.[row] ?? {};
      const path = operation.path.replace(/\{(\w+)\}/g, (_all, name) =>
        encode(wrongPart ?? variables[name] ?? ""),
      );
      return { address: path + query, call: { ...body, headers: { ...body.headers, ...headers } } };
    });
}

function queries(parameters: Parameter[]) {
  const declared = parameters.map(({ name, schema }) =>
    arbitraryOf(schema).map((value): [string, unknown] => [name, value]),
  );
  const some = declared.length > 0 ? fc.array(fc.oneof(...declared), { maxLength: 3 }) : fc.constant([]);
  const unknown = fc.tuple(anyText, nasty).map((pair): [string, unknown][] => [pair]);
  return mostly(some as fc.Arbitrary<[string, unknown][]>, unknown).map((pairs) =>
    pairs.length === 0
      ? ""
      : `?${pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&")}`,
  );
}

const visible = fc.stringMatching(/^[\x20-\x7e]{0,40}$/).map((text) => text.trim());

function headersFor(parameters: Parameter[]) {
  const key = fc.oneof(
    { weight: 17, arbitrary: fc.constant("all") },
    { weight: 1, arbitrary: fc.constantFrom("reading", "atl_key_wrong", "") },
  );
  const names = parameters.filter((parameter) => parameter.in === "header").map(({ name }) => name);
  const tags = fc.oneof(fc.constantFrom("*", '"1.0"', '"x", W/"2.y"', '"'), visible);
  const others = fc.record(
    Object.fromEntries(names.map((name) => [name, name === "Idempotency-Key" ? visible : tags])),
    {
      requiredKeys: [],
    },
  );
  return fc
    .tuple(key, mostly(fc.constant({}), others as fc.Arbitrary<Record<string, string>>))
    .map(([token, rest]): Record<string, string> => ({ "x-api-key": token, ...rest }));
}

function bodies({ method }: Operation, told: { content: Record<string, { schema: Schema }> } | undefined) {
  if (method === "GET") return fc.constant<Call>({});
  const content = Object.entries(told?.content ?? {});
  const declared = content.map(([type, { schema }]) =>
    (/json$/.test(type) ? arbitraryOf(schema).map((value) => JSON.stringify(value)) : anyText).map(
      (body): Call => ({ body, headers: { "Content-Type": type } }),
    ),
  );
  const odd = fc.oneof(
    fc
      .tuple(nasty, fc.constantFrom("application/json", "text/plain", "multipart/form-data", ""))
      .map(([value, type]): Call => ({ body: JSON.stringify(value), headers: { "Content-Type": type } })),
    fc
      .constantFrom(
        '{"name":"\\ud800"}',
        '{"name":"a","name":"b"}',
        "{",
        "[".repeat(5_000),
        '{"__proto__":{}}',
        "\u0000",
        "x".repeat(100_001),
      )
      .map((body): Call => ({ body, headers: { "Content-Type": "application/json" } })),
  );
  return mostly(declared.length > 0 ? fc.oneof(...declared) : fc.constant<Call>({}), odd);
}
