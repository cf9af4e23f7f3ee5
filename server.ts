import { createServer } from "node:http";
import path from "node:path";
import express from "express";

const production = process.env.NODE_ENV === "production";
const root = production ? path.join(import.meta.dirname, "..") : import.meta.dirname;

type Entry = typeof import("./app/entry.express");

const app = express();
app.disable("x-powered-by");
const server = createServer(app);

async function load(): Promise<Entry> {
  if (production) {
    const client = path.join(root, "build/client");
    app.use("/assets", express.static(path.join(client, "assets"), { immutable: true, maxAge: "1y" }));
    app.use(express.static(client, { maxAge: "1h" }));
    return import(new URL("./server/index.js", import.meta.url).href);
  }
  const { createServer: createVite } = await import("vite");
  const vite = await createVite({ server: { middlewareMode: true, hmr: { server } }, appType: "custom" });
  app.use(vite.middlewares);
  return (await vite.ssrLoadModule("./app/entry.express.ts")) as Entry;
}

const entry = await load();
const house = await entry.openHouse({ migrations: path.join(root, "prisma") });
app.use(entry.createApp());
entry.attachSockets(server);
server.listen(Number(process.env.PORT ?? 3000), () => {
  const address = server.address();
  console.log(`http://localhost:${typeof address === "object" ? address?.port : address}`);
});
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, () => void house.close().then(() => process.exit(0)));
