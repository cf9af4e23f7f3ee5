import type { IncomingMessage } from "node:http";
import type { Express } from "express";
import { env } from "~/env.server";
import { logger } from "~/logger.server";
import { shortAddress } from "./request-facts";

/** Nobody may say these: some belong to React Router's own build, and the host is what was asked or PUBLIC_URL. */
const NEVER = [
  "forwarded",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-react-router-spa-mode",
  "x-react-router-prerender-data",
];
/** Only a proxy that TRUST_PROXY names may say these. */
const FROM_PROXIES = ["x-forwarded-for", "x-forwarded-proto"];

let warned = false;

/** Takes away what the sender may not claim, so that nothing behind can believe it. */
export function forwardedHeaders(app: Express) {
  const trust = app.get("trust proxy fn") as (address: string, hops: number) => boolean;
  return (request: IncomingMessage) => {
    const { headers, socket } = request;
    for (const name of NEVER) delete headers[name];
    if (!FROM_PROXIES.some((name) => name in headers)) return;
    if (!trust(socket.remoteAddress ?? "", 0)) {
      warnOnce(request);
      for (const name of FROM_PROXIES) delete headers[name];
    }
    const scheme = headers["x-forwarded-proto"];
    if (scheme !== undefined && !/^https?(?:\s*,\s*https?)*$/i.test(String(scheme)))
      delete headers["x-forwarded-proto"];
  };
}

function warnOnce(request: IncomingMessage) {
  if (warned || env.PUBLIC_URL || request.headers["x-forwarded-proto"] !== "https") return;
  warned = true;
  const peer = shortAddress(request.socket.remoteAddress);
  logger.warn(
    `A proxy at ${peer} says that it speaks https, but TRUST_PROXY does not name it, so forms sent through it are refused: set PUBLIC_URL to the shop's https address, and TRUST_PROXY=${peer} if the proxy is yours.`,
  );
}
