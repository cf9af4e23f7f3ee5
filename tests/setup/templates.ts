import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { runPostgres } from "./postgresql";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the first file on each database leaves an empty migrated one, which the others copy. */
    templates: { folder: string; database: string };
  }
}

/** For one run: what was migrated before may be of other migrations. */
export default function setup({ provide }: TestProject) {
  const folder = mkdtempSync(path.join(tmpdir(), "atelier-templates-"));
  const database = `atelier_template_${process.pid}_${Date.now()}`;
  provide("templates", { folder, database });
  return async () => {
    rmSync(folder, { recursive: true, force: true });
    if (process.env.TEST_POSTGRES_URL) await runPostgres(`DROP DATABASE IF EXISTS ${database}`);
  };
}
