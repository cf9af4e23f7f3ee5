import { expect } from "vitest";
import { expectDeclared, operationOf } from "./declared";
import { expectPrompt, isBadInput, measured } from "./promptness";
import type { RunningServer } from "./server";
import { isPlainCall, prismBefore, violationsIn, withoutPrism } from "./through-prism";

export type Call = { headers?: Record<string, string>; json?: unknown; body?: RequestInit["body"] };
type Member = Record<string, unknown>;
export type Answered = { status: number; headers: Headers; text: string; json: Member; ms: number };

/** A program that calls the shop: `json` is sent as JSON, `body` as it is. */
export function program(
  server: Pick<RunningServer, "fetch" | "origin">,
  common: Record<string, string> = {},
) {
  return async (method: string, address: string, { headers, json, body }: Call = {}): Promise<Answered> => {
    const sent = json === undefined ? body : JSON.stringify(json);
    const type: Record<string, string> = sent === undefined ? {} : { "Content-Type": "application/json" };
    const init = { method, headers: { ...type, ...common, ...headers }, body: sent, duplex: "half" };
    const ask = async () => {
      const isPlain = (sent === undefined || json !== undefined) && isPlainCall(address, init.headers);
      const response = await passed(server, address, init as RequestInit, isPlain);
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, json: jsonOf(text) };
    };
    const canBeSentAgain = !(sent instanceof ReadableStream);
    const answer = await measured(ask, (answer) => canBeSentAgain && isBadInput(answer));
    expectDeclared(method, address, answer);
    // The time that Prism takes is not the shop's.
    return process.env.TEST_PRISM === "on" ? { ...answer, ms: 0 } : answer;
  };
}

/**
 * With TEST_PRISM=on what the document declares goes through Prism, which compares each way with it. It writes every request
 * anew, so what would not arrive as it was sent goes straight to the shop.
 */
async function passed(
  server: Pick<RunningServer, "fetch" | "origin">,
  address: string,
  init: RequestInit,
  isPlain: boolean,
) {
  const { method = "GET" } = init;
  const goesThrough = process.env.TEST_PRISM === "on" && isPlain && method !== "HEAD";
  if (!goesThrough || !operationOf(method, address)) return server.fetch(address, init);
  const response = await fetch((await prismBefore(server.origin)) + address, { redirect: "manual", ...init });
  expect(violationsIn(response), `${method} ${address} breaks the document, says Prism`).toEqual([]);
  return withoutPrism(response);
}

function jsonOf(text: string): Member {
  try {
    return JSON.parse(text) as Member;
  } catch {
    return {};
  }
}

/** The one shape of every answer that is not a success; bad input gets it at once. */
export function expectProblem(answer: Answered, status: number, error?: string) {
  expect(answer.json, `${answer.status} ${answer.text.slice(0, 300)}`).toMatchObject({
    status,
    error: error ?? expect.stringMatching(/./),
    type: expect.stringMatching(/^\/problems\/[a-z-]+$/),
    title: expect.stringMatching(/./),
    detail: expect.stringMatching(/./),
    instance: expect.stringMatching(/^\//),
    requestId: answer.headers.get("X-Request-Id"),
  });
  expect(answer.status).toBe(status);
  if (answer.json.type === "/problems/invalid-input") expect(pathsOf(answer)).not.toEqual([]);
  if (isBadInput(answer)) expectPrompt(answer);
  expect(answer.headers.get("Content-Type")).toMatch(/^application\/problem\+json/);
  const known = ["error", "status", "type", "title", "detail", "instance", "requestId", "errors", "code"];
  expect(known).toEqual(expect.arrayContaining(Object.keys(answer.json)));
}

/** The paths of the members that an answer complains of. */
export function pathsOf(answer: Answered) {
  return [...new Set(((answer.json.errors ?? []) as { path: string }[]).map(({ path }) => path))];
}
