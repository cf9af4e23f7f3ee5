import { expect } from "vitest";
import type { Operation } from "~/contract/operation";
import { operations } from "~/contract/operations";
import type { Answered } from "./program";

/** `/api/products/batch` before `/api/products/{productId}`. */
const known = operations
  .map((operation) => ({ operation, pattern: patternOf(operation.path) }))
  .sort((a, b) => a.operation.path.split("{").length - b.operation.path.split("{").length);

/** The operation behind a request; `HEAD` is a GET without its body. */
export function operationOf(method: string, address: string): Operation | undefined {
  const { pathname } = new URL(address, "http://shop.test");
  const verb = method === "HEAD" ? "GET" : method;
  return known.find(({ operation, pattern }) => operation.method === verb && pattern.test(pathname))
    ?.operation;
}

/** Every success that the tests meet has to be an answer that its operation declares, member for member. */
export function expectDeclared(method: string, address: string, answer: Answered) {
  const operation = operationOf(method, address);
  if (!operation || answer.status >= 300 || method === "HEAD") return;
  const declared = operation.answers[answer.status];
  expect(declared, `${operation.id} does not declare ${answer.status}`).toBeDefined();
  const fit = declared?.body?.safeParse(answer.json);
  expect(fit?.error?.issues ?? [], `${operation.id} answers what it does not declare`).toEqual([]);
}

function patternOf(path: string) {
  return new RegExp(`^${path.replace(/\{[^}]+\}/g, "[^/]+")}$`);
}
