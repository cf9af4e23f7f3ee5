import type { Request, RequestHandler } from "express";
import { isForPrograms, refuse } from "./refusal";
import { ownOrigins } from "./request-facts";

const SAFE = ["GET", "HEAD", "OPTIONS"];
export const OUR_COOKIES = /(?:^|;\s*)(?:__Host-)?(?:session|visitor|flash)=/;

/**
 * Refuses what another site makes a browser do here: every unsafe request to a page, and to any other address when it carries
 * one of our cookies. Browsers that say neither where a form came from nor whose it is are left to the form's token.
 */
export const crossSiteGuard: RequestHandler = (request, response, next) => {
  if (SAFE.includes(request.method) || !isGuarded(request) || isFromHere(request)) return next();
  refuse(request, response, {
    status: 403,
    slug: "cross-site",
    message:
      "This was sent from another site, so nothing was changed. If it is your shop, set PUBLIC_URL to the address that visitors use",
  });
};

const isGuarded = (request: Request) =>
  !isForPrograms(request.originalUrl) || OUR_COOKIES.test(request.headers.cookie ?? "");

function isFromHere(request: Request) {
  const site = request.headers["sec-fetch-site"];
  const origin = request.headers.origin;
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  return origin === undefined || ownOrigins(request).includes(origin);
}
