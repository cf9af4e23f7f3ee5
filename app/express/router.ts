import { pipeline } from "node:stream/promises";
import * as build from "virtual:react-router/server-build";
import type { Request as ExpressRequest, Response as ExpressResponse, RequestHandler } from "express";
import { createRequestHandler, RouterContextProvider } from "react-router";
import { brokenContext, requestContext } from "~/contexts";
import { isAway } from "~/db/violations";
import { env } from "~/env.server";
import { away } from "~/http/problem";
import { textOf } from "~/http/reply";
import { tagsContext } from "~/http/tags";
import { enterDoor, findDoor } from "./api-door";
import { keepAnswer } from "./kept/answers";
import { refuse } from "./refusal";
import { streamOf } from "./request-body";
import { factsOf, ownOrigins } from "./request-facts";

const handle = createRequestHandler(build, env.NODE_ENV);

/**
 * Hands the request to its route: below /api by the short way, everything else through React Router. Not by
 * `@react-router/express`: the address would then come from the Host alone, which behind a proxy is not what the visitor asked,
 * and a body that a route refuses would end the connection without an answer.
 */
export const router: RequestHandler = async (request, response) => {
  const context = new RouterContextProvider();
  context.set(requestContext, factsOf(request, response));
  const tags = new Set<string>();
  context.set(tagsContext, tags);
  const door = findDoor(request.originalUrl);
  const asked = toWebRequest(request, response);
  const answer = await (door ? enterDoor(door, asked, context) : handle(asked, context));
  // React Router shows its page of a fault of ours; the database comes back by itself.
  if (answer.status === 500 && isAway(context.get(brokenContext))) return refuse(request, response, away);
  if (isSilentRefusal(request, answer))
    return refuse(request, response, { ...senseless, status: answer.status });
  await send(request, response, { answer, tags });
};

const senseless = {
  slug: "invalid-input",
  message: "The request does not make sense: ask for less, or for something else",
} as const;

/** React Router refuses some of what only its own script asks for, such as a manifest of too many paths, without a word. */
const isSilentRefusal = ({ method }: ExpressRequest, { status, body }: Response) =>
  status >= 400 && status < 500 && !body && method !== "HEAD";

function toWebRequest(request: ExpressRequest, response: ExpressResponse) {
  const left = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) left.abort();
  });
  const init: RequestInit & { duplex?: "half" } = {
    method: request.method,
    headers: headersOf(request),
    signal: left.signal,
  };
  if (request.method !== "GET" && request.method !== "HEAD") {
    init.body = streamOf(request);
    init.duplex = "half";
  }
  return new Request(originOf(request) + request.originalUrl, init);
}

/** React Router compares this with the Origin of a form; the guard in front has already seen that it is one of ours. */
function originOf(request: ExpressRequest) {
  const [first = "", ...others] = ownOrigins(request);
  const { origin } = request.headers;
  return origin !== undefined && others.includes(origin) ? origin : first;
}

function headersOf(request: ExpressRequest) {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const line of Array.isArray(value) ? value : [value ?? ""]) headers.append(name, line);
  }
  return headers;
}

/** What was made in one piece leaves in one piece: as text it is one write with its headers. */
const IN_ONE_PIECE = /^(?:application\/(?:problem\+)?json|application\/xml|text\/(?:html|plain))\b/;

type Made = { answer: Response; tags: ReadonlySet<string> };

async function send(request: ExpressRequest, response: ExpressResponse, { answer, tags }: Made) {
  const type = answer.headers.get("Content-Type") ?? "";
  const whole = textOf(answer) ?? (answer.body && IN_ONE_PIECE.test(type) ? await answer.text() : null);
  if (response.destroyed) {
    if (whole === null) await answer.body?.cancel();
    return;
  }
  response.status(answer.status);
  for (const [name, value] of answer.headers) response.appendHeader(name, value);
  if (whole !== null) {
    const sent = keepAnswer(request, response, { text: whole, tags });
    response.setHeader("Content-Length", Buffer.byteLength(sent));
    response.end(sent);
    return;
  }
  if (!answer.body) {
    response.end();
    return;
  }
  if (type.startsWith("text/event-stream")) response.flushHeaders();
  // Not React Router's own function: it keeps every chunk of an answer until the last one is sent.
  try {
    await pipeline(answer.body, response);
  } catch (error) {
    if (!response.destroyed) throw error;
  }
}
