import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createClient } from "@libsql/client";
import { env } from "~/env.server";
import { db, dialect } from "./client.server";
export async function migrate(folder: string) {
  const dir = path.join(folder, dialect === "sqlite" ? "migrations" : "postgresql/migrations");
  if (dialect === "sqlite") {
    const c = createClient({ url: `file:${env.DATA_DIR}/atelier.db` });
    const { rows } = await c.execute("SELECT name FROM sqlite_master WHERE name='Product'");
    if (rows.length === 0)
      for (const name of readdirSync(dir)
        .filter((n) => !n.includes("."))
        .sort())
        await c.executeMultiple(readFileSync(path.join(dir, name, "migration.sql"), "utf8"));
    c.close();
  }
  void db;
  return [] as string[];
}
