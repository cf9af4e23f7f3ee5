import path from "node:path";
import { defineConfig } from "prisma/config";

const root = path.resolve(import.meta.dirname, "..");

// The native engine is a download that may be out of reach. The config is loaded before it is looked for.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.join(root, "prisma/schema-engine.mjs");

export default defineConfig({
  schema: path.join(root, "prisma/schema.prisma"),
  migrations: { path: path.join(root, "prisma/migrations") },
  datasource: { url: process.env.DATABASE_URL ?? "file:./data/atelier.db" },
});
