import { expect } from "vitest";
import type { Schema } from "~/contract/document/schema";
import type { Operation } from "~/contract/operation";
import { operations } from "~/contract/operations";
import { document, found, misfits } from "./document";
import type { Answered } from "./program";

/** `/api/products/batch` before `/api/products/{productId}`. */
const known = operations
  .map((operation) => ({ operation, pattern: patternOf(operation.path) }))
  .sort((a, b) => a.operation.path.split("{").length - b.operation.path.split("{").length);

/** The operation behind a request; `HEAD` is a GET without its body. */
export function operationOf(method: string, address: string): Operation | undefined {
  const { pathname } = new URL(address, "http://shop.test");
  const verb = method === "HEAD" ? "GET" : method;
  // The address is found first: what it does not do, a wider one is not asked for.
  const path = known.find(({ pattern }) => pattern.test(pathname))?.operation.path;
  return known.find(({ operation }) => operation.path === path && operation.method === verb)?.operation;
}

/** The schedulers' door is told in a document of its own. */
export const OTHER_DOORS = /^\/api\/cron\//;
/** What an answer is that no operation declares: there is nothing here, not this way, or not even HTTP. */
const ANYWHERE = [204, 400, 401, 403, 404, 405, 408, 413, 429, 431, 503];

/**
 * Every answer that the tests meet has to be one that the document declares: its status, its kind, every member of its body
 * and the headers that are promised.
 */
export function expectDeclared(method: string, address: string, answer: Answered) {
  const operation = operationOf(method, address);
  if (!operation) {
    if (address.startsWith("/api") && !OTHER_DOORS.test(address))
      expect(ANYWHERE, `${method} ${address}`).toContain(answer.status);
    return;
  }
  const faults = faultsOf(operation, answer, method === "HEAD" || answer.status === 304);
  expect(
    faults,
    `${operation.id} answers what the document does not declare: ${answer.text.slice(0, 300)}`,
  ).toEqual([]);
}

type Declared = { headers?: Record<string, unknown>; content?: Record<string, { schema: Schema }> };

function faultsOf({ path, method }: Operation, answer: Answered, isBare: boolean): string[] {
  const responses: Record<string, unknown> = document.paths[path]?.[method.toLowerCase()]?.responses ?? {};
  const declared = responses[answer.status];
  if (!declared) return [`status ${answer.status}`];
  const { headers = {}, content } = found(declared as Declared);
  const promised = Object.keys(headers).filter(
    (name) => ALWAYS_SENT.includes(name) && !answer.headers.has(name),
  );
  const missing = promised.map((name) => `no header ${name}`);
  if (!content || isBare) return missing;
  const [type = ""] = (answer.headers.get("Content-Type") ?? "").split(";");
  const said = content[type];
  if (!said) return [...missing, `content of type ${type}`];
  return [...missing, ...(/[/+]json$/.test(type) ? misfits(said.schema, answer.json) : [])];
}

/** Headers that are there whenever they are declared; the others come when there is something to say. */
const ALWAYS_SENT = ["X-Request-Id", "Location", "ETag", "WWW-Authenticate"];

function patternOf(path: string) {
  return new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\{[^}]+\}/g, "[^/]+")}/?$`);
}
