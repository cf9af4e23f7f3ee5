import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import helmet from "helmet";
import { env } from "~/env.server";
import { isForPrograms } from "./refusal";

const YEAR_SECONDS = 31_536_000;
const POLICY = "Content-Security-Policy";
const development = env.NODE_ENV === "development";
const overHttps = env.PUBLIC_URL?.startsWith("https:") ?? false;
const ownHost = env.PUBLIC_URL && new URL(env.PUBLIC_URL).host;

// Never `no-referrer`: with it browsers send `Origin: null` along with our own forms. HSTS and nothing else about https depends
// on PUBLIC_URL, so that a shop over plain http stays reachable.
const alike = headersOf(
  helmet({
    contentSecurityPolicy: false,
    referrerPolicy: { policy: "strict-origin-when-cross-origin" },
    xFrameOptions: { action: "deny" },
    strictTransportSecurity: overHttps
      ? { maxAge: YEAR_SECONDS, includeSubDomains: env.HSTS_SUBDOMAINS === "on" }
      : false,
  }),
);

/** Nothing in an answer to a program is for a browser to load. */
const forPrograms =
  "default-src 'none';object-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'";

/** What every answer tells the browser to refuse. */
export function securityHeaders(request: Asked, response: ServerResponse, next: () => void) {
  for (const [name, value] of alike) response.setHeader(name, value);
  const address = request.originalUrl ?? request.url ?? "";
  response.setHeader(POLICY, isForPrograms(address) ? forPrograms : policyOf(request, nonceOf(response)));
  next();
}

type Asked = IncomingMessage & { originalUrl?: string };

function policyOf(request: IncomingMessage, nonce: string) {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    // Vite puts styles into the document while the shop is being built.
    development ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${ownSocketOrigin(request)}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join(";");
}

/** The same headers for an answer that is written by hand to a raw socket. */
export function bareSecurityHeaders(): Record<string, string> {
  return { ...Object.fromEntries(alike), [POLICY]: forPrograms };
}

const nonces = new WeakMap<object, string>();

/** Lets the scripts of this answer run, and no others. */
export function nonceOf(response: object) {
  let nonce = nonces.get(response);
  if (!nonce) {
    nonce = randomBytes(16).toString("base64url");
    nonces.set(response, nonce);
  }
  return nonce;
}

/** Safari before 15.4 does not count a WebSocket of one's own host as `'self'`. */
function ownSocketOrigin({ headers }: IncomingMessage) {
  const host = ownHost ?? headers.host;
  if (!host || !/^[\w.:[\]-]+$/.test(host)) return "'self'";
  return `${overHttps ? "wss" : "ws"}://${host}`;
}

/** Helmet's headers are the same for every answer: written down once, they cost next to nothing. */
function headersOf(middleware: ReturnType<typeof helmet>) {
  const headers = new Map<string, string>();
  const response = {
    setHeader: (name: string, value: string) => headers.set(name, value),
    removeHeader: () => undefined,
  };
  middleware({} as IncomingMessage, response as unknown as ServerResponse, () => undefined);
  return headers;
}
