import type { IncomingMessage, ServerResponse } from "node:http";
import { foreignCommits } from "~/db/freshness.server";
import { env } from "~/env.server";
import { conditionsOf, unchanged } from "~/http/conditional";
import { logger } from "~/logger.server";
import { onCommitted } from "~/models/outbox/change.server";
import { once } from "~/once.server";
import { isForPrograms } from "../refusal";
import { type KeptAnswer, keptAnswer } from "./answer";
import { tagsDroppedByAll } from "./dropped-tags";
import { encodingFor } from "./encoding";
import { addressOf, isForEverybody, mayBeKept } from "./request";
import { answerStore } from "./store";

const LIMIT_BYTES = 32_000_000;
const LARGEST_BYTES = 1_000_000;

/** An answer under way, and how much had been dropped when it was begun: it may be kept if that is all. */
type Begun = { address: string; drops: number };

const { store, waiting, seen } = once("kept answers", () => {
  const store = answerStore<KeptAnswer>(LIMIT_BYTES);
  onCommitted((events) => {
    store.drop(tagsDroppedByAll(events));
  });
  return { store, waiting: new WeakMap<IncomingMessage, Begun>(), seen: { commits: 0 } };
});

/**
 * Answers with what everybody was answered before, if nothing has been committed since that it depends on. Returns false where
 * the request has to go on; what comes of it may then be kept.
 */
export function answerKept(request: IncomingMessage, response: ServerResponse): boolean {
  if (env.NODE_ENV === "development" || !isForEverybody(request)) return false;
  try {
    if (!heedOthers()) return false;
    const address = addressOf(request);
    const kept = store.get(address);
    if (kept) return say(kept, request, response);
    if (mayBeKept(request) && store.wants(address)) waiting.set(request, { address, drops: store.drops() });
  } catch (error) {
    // The request meets the same fault where it is answered for.
    logger.warn({ err: error }, "kept answers cannot be used");
  }
  return false;
}

/** Others may have written anything: then nothing is known any more. False where nobody can tell whether they did. */
function heedOthers() {
  const commits = foreignCommits();
  if (commits === null) return false;
  if (commits !== seen.commits) store.drop("everything");
  seen.commits = commits;
  return true;
}

function say(kept: KeptAnswer, { headers }: IncomingMessage, response: ServerResponse) {
  const noneMatch = headers["if-none-match"];
  if (noneMatch !== undefined) {
    const known = tagKnown(noneMatch, kept.etag);
    if (known === "malformed") return false;
    if (known !== null) {
      response.writeHead(304, [...kept.common, "ETag", known]).end();
      return true;
    }
  }
  const { lines, body } = kept.form(encodingFor(headers["accept-encoding"]));
  response.writeHead(200, lines as string[]).end(body);
  return true;
}

function tagKnown(noneMatch: string, etag: string) {
  try {
    return unchanged(conditionsOf(new Headers({ "If-None-Match": noneMatch })), etag);
  } catch {
    return "malformed";
  }
}

type Answered = { text: string; tags: ReadonlySet<string> };

/**
 * Keeps what `response` is about to say with this text, if it was begun for everybody, names what it depends on, and nothing was
 * written meanwhile. Then it leaves as it will be repeated: the bytes to send are returned.
 */
export function keepAnswer(
  request: IncomingMessage & { originalUrl: string },
  response: ServerResponse,
  { text, tags }: Answered,
): string | Buffer {
  const begun = waiting.get(request);
  if (!begun || tags.size === 0 || text.length > LARGEST_BYTES || !isForAll(response)) return text;
  if (!heedOthers() || begun.drops !== store.drops()) return text;
  const packed = !isForPrograms(request.originalUrl);
  if (packed) response.setHeader("Vary", [...variesBy(response), "Accept-Encoding"].join(", "));
  const kept = keptAnswer(response, { text, tags, packed });
  store.keep(begun.address, kept);
  const { own, body } = kept.form(encodingFor(request.headers["accept-encoding"]));
  for (let at = 0; at < own.length; at += 2) response.setHeader(own[at] ?? "", own[at + 1] ?? "");
  return body;
}

/** Whether the answer says nothing against being told to somebody else. */
function isForAll(response: ServerResponse) {
  const said = (name: string) => String(response.getHeader(name) ?? "");
  return (
    response.statusCode === 200 &&
    !response.hasHeader("Set-Cookie") &&
    !/no-store|private/i.test(said("Cache-Control")) &&
    variesBy(response).every((name) => /^origin$/i.test(name))
  );
}

/** What else the answer says that it depends on. How it is packed is known. */
function variesBy(response: ServerResponse) {
  const names = String(response.getHeader("Vary") ?? "").split(",");
  return names.map((name) => name.trim()).filter((name) => name !== "" && !/^accept-encoding$/i.test(name));
}
