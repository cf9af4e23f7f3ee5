import express, { type RequestHandler } from "express";
import { PICTURE_NAME, picturesFolder } from "~/models/image/store.server";

const files = express.static(picturesFolder, {
  immutable: true,
  maxAge: "1y",
  index: false,
  redirect: false,
  dotfiles: "ignore",
  setHeaders(response) {
    response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
  },
});

/**
 * The pictures, at /pictures/<name>. An address is never given to other bytes, so it may be kept for ever. Only names of
 * the shop's own making are looked up; everything else goes on to the pages' 404.
 */
export const pictures: RequestHandler = (request, response, next) => {
  if (!PICTURE_NAME.test(request.path.slice(1))) return next();
  files(request, response, next);
};
