import path from "node:path";
import express from "express";

/** What the build wrote for browsers. Names under /assets carry a hash of their content. */
export function staticFiles(root: string) {
  const client = path.join(root, "build/client");
  const files = express.Router();
  const quiet = { index: false, redirect: false } as const;
  files.use(
    "/assets",
    express.static(path.join(client, "assets"), { ...quiet, immutable: true, maxAge: "1y" }),
  );
  files.use(express.static(client, { ...quiet, maxAge: "1h" }));
  return files;
}
