import path from "node:path";
import { defineConfig } from "prisma/config";
import { externalTables } from "../prisma/external-tables.mjs";

const root = path.resolve(import.meta.dirname, "..");

// The native engine is a download that may be out of reach. The config is loaded before it is looked for.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.join(root, "prisma/schema-engine.mjs");

const server = process.env.DATABASE_URL || undefined;
const folder = path.join(root, server === undefined ? "prisma" : "prisma/postgresql");

export default defineConfig({
  experimental: { externalTables: true },
  tables: {
    external: server === undefined ? externalTables : externalTables.map((name) => `public.${name}`),
  },
  schema: path.join(folder, "schema.prisma"),
  migrations: { path: path.join(folder, "migrations") },
  datasource: { url: server ?? `file:${path.resolve(root, process.env.DATA_DIR || "data")}/atelier.db` },
});
