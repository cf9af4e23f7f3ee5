import { beforeAll, expect, test } from "vitest";
import { openApi } from "~/contract/document/document";
import { exampleOf, NoExample } from "~/contract/document/example";
import type { Schema } from "~/contract/document/schema";
import { tags } from "~/contract/document/tags";
import { operations } from "~/contract/operations";
import { document, found, misfits } from "../setup/document";
import { program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});

type Content = { schema: Schema; example?: unknown; examples?: Record<string, { value: unknown }> };
type Contents = Record<string, Content>;

test("the shop tells what programs can ask for, and says when that is still the same", async () => {
  const api = program(server);
  const first = await api("GET", "/api/openapi.json");
  expect(first.status).toBe(200);
  expect(first.json).toEqual(JSON.parse(JSON.stringify(document)));
  const etag = first.headers.get("ETag") ?? "";
  expect((await api("GET", "/api/openapi.json", { headers: { "If-None-Match": etag } })).status).toBe(304);
  expect((await api("GET", "/api/openapi.json", { headers: { "If-None-Match": '"other"' } })).status).toBe(
    200,
  );
});

test("addresses are whole when the shop knows its own", () => {
  expect(openApi({ site: "https://shop.example" }).servers).toMatchObject([{ url: "https://shop.example" }]);
});

test("every operation has an example of what comes in and of what goes out", () => {
  const wrong: string[] = [];
  for (const [path, verbs] of Object.entries(document.paths)) {
    for (const [verb, operation] of Object.entries(verbs)) {
      const place = `${verb.toUpperCase()} ${path}`;
      if (operation.requestBody) wrong.push(...faultsOf(`${place} body`, operation.requestBody.content));
      for (const parameter of operation.parameters) {
        const { name, schema, example } = found(parameter) as {
          name: string;
          schema: Schema;
          example?: unknown;
        };
        if (example !== undefined)
          wrong.push(...misfits(schema, example).map((misfit) => `${place} ?${name} ${misfit}`));
      }
      for (const [status, answer] of Object.entries(operation.responses)) {
        const { content } = found(answer as { content?: Contents });
        if (content) wrong.push(...faultsOf(`${place} ${status}`, content));
      }
    }
  }
  expect(wrong, "mend the examples in app/contract, or give `example` to the operation").toEqual([]);
});

test("every operation stands under a tag that is described", () => {
  const known = tags.map(({ name }) => name);
  expect(operations.filter(({ tag }) => !known.includes(tag)).map(({ id, tag }) => `${id}: ${tag}`)).toEqual(
    [],
  );
});

function faultsOf(place: string, content: Contents) {
  return Object.entries(content).flatMap(([type, { schema, example, examples }]) => {
    if (!/[/+]json$/.test(type)) return [];
    const given = [
      ...(example === undefined ? [] : [example]),
      ...Object.values(examples ?? {}).map((named) => found<{ value: unknown }>(named).value),
    ];
    if (given.length === 0) return [`${place}: ${reasonOf(schema)}`];
    return given.flatMap((one) => misfits(schema, one).map((misfit) => `${place} ${misfit}`));
  });
}

function reasonOf(schema: Schema) {
  try {
    exampleOf(schema, document.components.schemas);
  } catch (error) {
    if (error instanceof NoExample) return error.message;
    throw error;
  }
  return "give it an example";
}
