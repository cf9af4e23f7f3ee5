import type { z } from "zod";
import { Problem } from "../envelope";
import type { Operation } from "../operation";
import { operations } from "../operations";
import { problemExample, problemTitle } from "../problems";
import { problemAnswers } from "./answers";
import { withExample } from "./example";
import { answerHeaders, requestHeaders } from "./headers";
import { introduction } from "./introduction";
import { operationObject } from "./operation-object";
import { problemsOf } from "./problems-of";
import { speaker } from "./schema";
import { tags } from "./tags";
import { webhooksOf } from "./webhooks";

/** The version of what is promised: the first number rises when something is taken away, the second when something comes. */
const VERSION = "1.0.0";

export type Document = ReturnType<typeof openApi>;

/** The OpenAPI document of the whole API. `site` stands before every path: the origin, or nothing for the address it came from. */
export function openApi({ site }: { site: string }) {
  const spoken = speaker();
  const { say, components: schemas } = spoken;
  const paths: Record<string, Record<string, ReturnType<typeof operationObject>>> = {};
  for (const operation of inOrder(operations)) {
    const verb = operation.method.toLowerCase();
    paths[operation.path] = { ...paths[operation.path], [verb]: operationObject(operation, spoken) };
  }
  say(Problem, "output");
  const described = ({ description, schema }: { description: string; schema: z.ZodType }) => {
    const said = say(schema, "output");
    return { description, schema: said, ...withExample(said, schemas) };
  };
  const headers = mapValues(answerHeaders, described);
  const parameters = mapValues(requestHeaders, (header, name) => ({
    name,
    in: "header",
    required: false,
    ...described(header),
  }));
  return {
    openapi: "3.1.0",
    info: {
      title: "Atelier",
      version: VERSION,
      summary: "The shop of an independent developer, for other programs",
      description: introduction,
      contact: { name: "The owner of this shop", url: `${site || "https://shop.example"}/docs` },
      license: { name: "For use with this shop", url: `${site || "https://shop.example"}/docs` },
    },
    servers: [{ url: site || "/", description: "This shop, in production", "x-internal": false }],
    tags: usedTags(operations),
    paths,
    webhooks: webhooksOf(spoken),
    components: {
      schemas: sorted(schemas),
      parameters,
      headers,
      responses: sorted(problemAnswers(operations)),
      examples: Object.fromEntries(
        slugsIn(operations).map((slug) => [
          slug,
          { summary: problemTitle(slug), value: problemExample(slug) },
        ]),
      ),
      securitySchemes: {
        key: {
          type: "apiKey",
          in: "header",
          name: "x-api-key",
          description: "A key that the owner made at `/admin/keys`",
        },
        bearer: { type: "http", scheme: "bearer", description: "The same key, as `Authorization: Bearer`" },
        device: {
          type: "http",
          scheme: "bearer",
          description: "The token that an app got when it was paired, as `Authorization: Bearer`",
        },
      },
    },
  };
}

const slugsIn = (all: readonly Operation[]) => [...new Set(all.flatMap(problemsOf))].sort();

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
/** Tag by tag, an address at a time, reading before writing. */
const inOrder = (all: readonly Operation[]) =>
  [...all].sort(
    (a, b) =>
      tags.findIndex(({ name }) => name === a.tag) - tags.findIndex(({ name }) => name === b.tag) ||
      a.path.localeCompare(b.path, "en") ||
      METHODS.indexOf(a.method) - METHODS.indexOf(b.method),
  );

const usedTags = (all: readonly Operation[]) =>
  tags.filter(({ name }) => name === "Webhooks" || all.some(({ tag }) => tag === name));

const sorted = <T>(record: Record<string, T>) =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

const mapValues = <V, R>(record: Record<string, V>, change: (value: V, name: string) => R) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
