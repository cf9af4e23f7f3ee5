import type { RequestListener } from "node:http";
import express, { type RequestHandler } from "express";
import { env } from "~/env.server";
import { bodyLimits } from "~/express/body-limits";
import { crossSiteGuard } from "~/express/cross-site-guard";
import { forwardedHeaders } from "~/express/forwarded-headers";
import { answerKept } from "~/express/kept/answers";
import { answerThrown, rememberExchange } from "~/express/last-resort";
import { oneAtATime } from "~/express/one-at-a-time";
import { packing } from "~/express/packing";
import { pictures } from "~/express/pictures";
import { requestLog } from "~/express/request-log";
import { router } from "~/express/router";
import { saneAddress } from "~/express/sane-address";
import { securityHeaders } from "~/express/security-headers";
import { slowReaders } from "~/express/slow-readers";
import { staticFiles } from "~/express/static-files";

export { openDoors } from "~/express/doors";
export { openHouse } from "~/house.server";

/**
 * All that answers HTTP, in the order in which a request meets it: what everybody is answered alike goes out again without
 * Express. `files` are Vite's while the shop is being built.
 */
export function createApp({
  root,
  files = staticFiles(root),
}: {
  root: string;
  files?: RequestHandler;
}): RequestListener {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("trust proxy", env.TRUST_PROXY);
  app.use(requestLog, securityHeaders, rememberExchange);
  app.use(saneAddress, bodyLimits, files);
  app.use("/pictures", pictures);
  app.use(packing, crossSiteGuard, router);
  app.use(answerThrown);

  const [inTurn, believe, watch] = [oneAtATime(), forwardedHeaders(app), slowReaders()];
  return (request, response) =>
    inTurn(request, response, () => {
      believe(request);
      watch(response);
      if (!answerKept(request, response)) app(request, response);
    });
}
