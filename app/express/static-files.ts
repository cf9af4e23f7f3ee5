import { readdirSync } from "node:fs";
import path from "node:path";
import express, { type RequestHandler } from "express";

/**
 * What the build wrote for browsers. Names under /assets carry a hash of their content. All names are known from the start, so
 * that requests for anything else do not ask the disk.
 */
export function staticFiles(root: string): RequestHandler {
  const client = path.join(root, "build/client");
  const names = new Set(readdirSync(client, { recursive: true }).map((name) => addressOf(String(name))));
  const files = express.Router();
  const quiet = { index: false, redirect: false } as const;
  files.use(
    "/assets",
    express.static(path.join(client, "assets"), { ...quiet, immutable: true, maxAge: "1y" }),
  );
  files.use(express.static(client, { ...quiet, maxAge: "1h" }));
  return (request, response, next) => {
    if (!names.has(request.path)) return next();
    files(request, response, next);
  };
}

const addressOf = (name: string) => `/${name.replaceAll(path.sep, "/")}`;
