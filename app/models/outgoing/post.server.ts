import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { Failure } from "~/models/failure";
import { type Allowed, type Resolve, resolveTarget, type Target } from "./target.server";

/** How much of an answer's body is read and kept; behind that nobody listens. */
export const ANSWER_LIMIT_BYTES = 4_096;
const MAX_HEADER_LINES = 50;
const MAX_HEADER_LENGTH = 500;

export type Sent = { headers: Readonly<Record<string, string>>; body: string };
/** `headers` in lower case; `body` is the beginning of it as text. */
export type Received = { status: number; headers: Record<string, string>; body: string };

type Options = { timeoutMs: number; signal?: AbortSignal; resolve?: Resolve; allowed?: Allowed };

/** A request that was refused or got no whole answer. The message is for the owner's log. */
export class NoAnswer extends Error {
  override name = "NoAnswer";
}

/**
 * Posts to an address that somebody else chose. Goes only where {@link resolveTarget} lets it and to the very address that was
 * checked, over a connection of its own, by no proxy; a redirect is an answer and is not followed. `timeoutMs` covers the
 * name, the connection and the whole answer; `signal` ends it early. Throws {@link NoAnswer}.
 */
export async function postOutside(url: string, sent: Sent, { timeoutMs, signal, ...guard }: Options) {
  const late = new NoAnswer(`No whole answer within ${timeoutMs / 1_000} seconds`);
  const ended = new AbortController();
  let limit: NodeJS.Timeout | undefined;
  let giveUp = () => {};
  const tooLate = new Promise<never>((_, reject) => {
    limit = setTimeout(() => reject(late), timeoutMs);
    giveUp = () => reject(new NoAnswer("It was ended early"));
  });
  signal?.addEventListener("abort", giveUp);
  try {
    const target = await Promise.race([resolveTarget(url, guard), tooLate]);
    return await Promise.race([exchange(target, sent, ended.signal), tooLate]);
  } catch (error) {
    throw error instanceof NoAnswer ? error : new NoAnswer(sentenceOf(error), { cause: error });
  } finally {
    clearTimeout(limit);
    signal?.removeEventListener("abort", giveUp);
    ended.abort();
  }
}

function exchange(target: Target, { headers, body }: Sent, signal: AbortSignal) {
  const bytes = Buffer.from(body);
  return new Promise<Received>((resolve, reject) => {
    const request = open(target, { ...headers, "Content-Length": String(bytes.byteLength) }, signal);
    request.on("error", reject);
    request.on("response", (response) => {
      const { statusCode: status = 0, rawHeaders } = response;
      const chunks: Buffer[] = [];
      let size = 0;
      const finish = () => resolve({ status, headers: kept(rawHeaders), body: textOf(chunks) });
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.byteLength;
        if (size >= ANSWER_LIMIT_BYTES) finish();
      });
      response.on("end", finish);
      response.on("error", reject);
    });
    request.end(bytes);
  });
}

function open({ url, address }: Target, headers: Record<string, string>, signal: AbortSignal) {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return request({
    method: "POST",
    host: address,
    // The certificate has to be the name's; an address in the URL needs one of its own.
    servername: isIP(host) === 0 ? host : "",
    port: url.port || undefined,
    path: url.pathname + url.search,
    headers: { ...headers, Host: url.host },
    agent: false,
    signal,
  });
}

function kept(rawHeaders: readonly string[]) {
  const headers: Record<string, string> = {};
  for (let at = 0; at < Math.min(rawHeaders.length, MAX_HEADER_LINES * 2); at += 2) {
    const name = (rawHeaders[at] ?? "").toLowerCase();
    if (name !== "__proto__") headers[name] = (rawHeaders[at + 1] ?? "").slice(0, MAX_HEADER_LENGTH);
  }
  return headers;
}

/** Without NUL, which PostgreSQL cannot store. */
const textOf = (chunks: readonly Buffer[]) =>
  Buffer.concat(chunks).subarray(0, ANSWER_LIMIT_BYTES).toString("utf8").replaceAll("\u0000", "\ufffd");

const sentences: Record<string, string> = {
  ENOTFOUND: "The name has no address",
  EAI_AGAIN: "The name could not be looked up",
  ECONNREFUSED: "Nobody listens there",
  ECONNRESET: "The connection broke before the whole answer came",
  EHOSTUNREACH: "There is no way to that address",
  ENETUNREACH: "There is no way to that address",
  CERT_HAS_EXPIRED: "The certificate has expired",
};

function sentenceOf(error: unknown) {
  if (error instanceof Failure) return error.message;
  if (!(error instanceof Error)) return "The request failed";
  const code = "code" in error ? String(error.code) : "";
  return sentences[code] ?? `The request failed: ${error.message}`.slice(0, 300);
}
