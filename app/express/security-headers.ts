import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import helmet from "helmet";
import { env } from "~/env.server";

const YEAR_SECONDS = 31_536_000;
const development = env.NODE_ENV === "development";
const overHttps = env.PUBLIC_URL?.startsWith("https:") ?? false;

/**
 * What every answer tells the browser to refuse. Never `no-referrer`: with it browsers send `Origin: null` along with our own
 * forms. HSTS and nothing else about https depends on PUBLIC_URL, so that a shop over plain http stays reachable.
 */
export const securityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      "default-src": ["'self'"],
      "script-src": ["'self'", (_request, response) => `'nonce-${nonceOf(response)}'`],
      // Vite puts styles into the document while the shop is being built.
      "style-src": development ? ["'self'", "'unsafe-inline'"] : ["'self'"],
      "img-src": ["'self'", "data:"],
      "connect-src": ["'self'", (request) => ownSocketOrigin(request)],
      "object-src": ["'none'"],
      "base-uri": ["'none'"],
      "form-action": ["'self'"],
      "frame-ancestors": ["'none'"],
    },
  },
  referrerPolicy: { policy: "strict-origin-when-cross-origin" },
  xFrameOptions: { action: "deny" },
  strictTransportSecurity: overHttps
    ? { maxAge: YEAR_SECONDS, includeSubDomains: env.HSTS_SUBDOMAINS === "on" }
    : false,
});

/** The same headers for an answer that is written by hand to a raw socket. */
export function bareSecurityHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  const request = { headers: {} } as IncomingMessage;
  const response = {
    setHeader: (name: string, value: string) => (headers[name] = value),
    removeHeader: () => undefined,
  };
  securityHeaders(request, response as unknown as ServerResponse, () => undefined);
  return headers;
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
  const host = env.PUBLIC_URL ? new URL(env.PUBLIC_URL).host : headers.host;
  if (!host || !/^[\w.:[\]-]+$/.test(host)) return "'self'";
  return `${overHttps ? "wss" : "ws"}://${host}`;
}
