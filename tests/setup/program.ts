import { expect } from "vitest";
import { expectDeclared } from "./declared";
import { expectPrompt, isBadInput, measured } from "./promptness";
import type { RunningServer } from "./server";

export type Call = { headers?: Record<string, string>; json?: unknown; body?: RequestInit["body"] };
type Member = Record<string, unknown>;
export type Answered = { status: number; headers: Headers; text: string; json: Member; ms: number };

/** A program that calls the shop: `json` is sent as JSON, `body` as it is. */
export function program(server: Pick<RunningServer, "fetch">, common: Record<string, string> = {}) {
  return async (method: string, address: string, { headers, json, body }: Call = {}): Promise<Answered> => {
    const sent = json === undefined ? body : JSON.stringify(json);
    const type: Record<string, string> = sent === undefined ? {} : { "Content-Type": "application/json" };
    const init = { method, headers: { ...type, ...common, ...headers }, body: sent, duplex: "half" };
    const ask = async () => {
      const response = await server.fetch(address, init as RequestInit);
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, json: jsonOf(text) };
    };
    const canBeSentAgain = !(sent instanceof ReadableStream);
    const answer = await measured(ask, (answer) => canBeSentAgain && isBadInput(answer));
    expectDeclared(method, address, answer);
    return answer;
  };
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
  if (isBadInput(answer)) expectPrompt(answer);
  expect(answer.headers.get("Content-Type")).toMatch(/^application\/problem\+json/);
  const known = ["error", "status", "type", "title", "detail", "instance", "requestId", "errors"];
  expect(known).toEqual(expect.arrayContaining(Object.keys(answer.json)));
}

/** The paths of the members that an answer complains of. */
export function pathsOf(answer: Answered) {
  return [...new Set(((answer.json.errors ?? []) as { path: string }[]).map(({ path }) => path))];
}
