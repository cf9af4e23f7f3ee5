import { z } from "zod";
import type { Answer, Operation } from "../operation";
import { type ProblemSlug, problemTitle, problemTold } from "../problems";
import { withExample } from "./example";
import { type AnswerHeader, answerHeaders } from "./headers";
import { problemsOf, slugsByStatus } from "./problems-of";
import type { Speaker } from "./schema";

const header = (name: AnswerHeader) => ({ $ref: `#/components/headers/${name}` });
const ALWAYS: AnswerHeader[] = [
  "X-Request-Id",
  "RateLimit",
  "RateLimit-Policy",
  "Access-Control-Allow-Origin",
];
const isKnown = (name: string): name is AnswerHeader => Object.hasOwn(answerHeaders, name);

const UNCHANGED = {
  description: "What `If-None-Match` names still holds; this costs nothing",
  headers: {
    "X-Request-Id": header("X-Request-Id"),
    "Access-Control-Allow-Origin": header("Access-Control-Allow-Origin"),
    ETag: header("ETag"),
  },
};
const isJson = ({ body, type }: Answer) => body !== undefined && type === undefined;

/** What tells one thing with a version carries its tag, whatever the verb. */
function tellsVersion({ body }: Answer) {
  const data = body instanceof z.ZodObject ? body.shape.data : undefined;
  return data instanceof z.ZodObject && "version" in data.shape;
}

/** Everything an operation can answer, its problems included. */
export function answersOf(operation: Operation, { say, components }: Speaker) {
  const told = Object.entries(operation.answers).map(([status, answer]) => {
    const schema = answer.body && say(answer.body, "output");
    const example = operation.example?.answers?.[Number(status)];
    const content = schema && {
      schema,
      ...(example === undefined ? withExample(schema, components) : { example }),
    };
    return [
      status,
      {
        description: answer.description,
        headers: headersOf(operation, Number(status), answer),
        ...(content && { content: { [answer.type ?? "application/json"]: content } }),
        ...(!content && answer.type && { content: { [answer.type]: { schema: { type: "string" } } } }),
      },
    ];
  });
  const unchanged = operation.method === "GET" ? [[304, UNCHANGED]] : [];
  const refused = [...slugsByStatus(problemsOf(operation))].map(([status, slugs]) => [
    status,
    { $ref: `#/components/responses/${nameOf(slugs)}` },
  ]);
  return Object.fromEntries([...told, ...unchanged, ...refused]);
}

function headersOf(operation: Operation, status: number, answer: Answer) {
  const own = Object.entries(answer.headers ?? {}).map(([name, description]) => [
    name,
    isKnown(name) ? header(name) : { description, schema: { type: "string" } },
  ]);
  const replayed = operation.method !== "GET" && operation.scope && status < 300;
  const tagged = status < 300 && isJson(answer) && (operation.method === "GET" || tellsVersion(answer));
  const common = [
    ...ALWAYS,
    ...(replayed ? (["Idempotent-Replayed"] as const) : []),
    ...(tagged ? (["ETag"] as const) : []),
  ];
  return Object.fromEntries([...common.map((name) => [name, header(name)]), ...own]);
}

/** The answers that say what went wrong, one for each set of problems that share a status in some operation. */
export function problemAnswers(operations: readonly Operation[]) {
  const sets = operations.flatMap((operation) => [...slugsByStatus(problemsOf(operation)).values()]);
  return Object.fromEntries(sets.map((slugs) => [nameOf(slugs), problemAnswer(slugs)]));
}

function problemAnswer(slugs: ProblemSlug[]) {
  const types = slugs.map((slug) => `/problems/${slug}`);
  return {
    description: slugs.map((slug) => problemTold(slug).cause).join(" Or: "),
    headers: Object.fromEntries([...ALWAYS, ...extraHeaders(slugs)].map((name) => [name, header(name)])),
    content: {
      "application/problem+json": {
        schema: {
          allOf: [
            { $ref: "#/components/schemas/Problem" },
            { type: "object", properties: { type: { type: "string", enum: types } } },
          ],
        },
        examples: Object.fromEntries(slugs.map((slug) => [slug, { $ref: `#/components/examples/${slug}` }])),
      },
    },
  };
}

function extraHeaders(slugs: ProblemSlug[]): AnswerHeader[] {
  if (slugs.includes("unauthorized")) return ["WWW-Authenticate"];
  const waits: ProblemSlug[] = ["rate-limited", "maintenance", "still-running"];
  return slugs.some((slug) => waits.includes(slug)) ? ["Retry-After"] : [];
}

/** `ConflictOrStillRunning`. */
function nameOf(slugs: ProblemSlug[]) {
  return slugs
    .map((slug) => problemTitle(slug).replace(/ (\w)/g, (_, letter) => letter.toUpperCase()))
    .join("Or");
}
