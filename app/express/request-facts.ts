import type { Request, Response } from "express";
import type { RequestFacts } from "~/contexts";
import { env } from "~/env.server";
import { nonceOf } from "./security-headers";

/** What the routes may know of the process's request. Found out when it is asked for: few ask. */
export function factsOf(request: Request, response: Response): RequestFacts {
  return {
    id: String(request.id),
    get address() {
      return shortAddress(request.ip);
    },
    get secure() {
      return request.secure || (env.PUBLIC_URL?.startsWith("https:") ?? false);
    },
    get origin() {
      return env.PUBLIC_URL ?? askedOrigin(request);
    },
    get nonce() {
      return nonceOf(response);
    },
    get log() {
      return request.log;
    },
  };
}

/** The origins whose forms are our own: PUBLIC_URL, and whatever address of this server the visitor asked. */
export function ownOrigins(request: Request) {
  return env.PUBLIC_URL ? [env.PUBLIC_URL, askedOrigin(request)] : [askedOrigin(request)];
}

/** Never by X-Forwarded-Host: a proxy that changes the host says so with PUBLIC_URL. */
const askedOrigin = (request: Request) => new URL(`${request.protocol}://${request.headers.host}`).origin;

/** An IPv4 address that came in over a socket for both kinds is written the short way. */
export const shortAddress = (address = "") => address.replace(/^::ffff:(?=\d+\.)/, "");
