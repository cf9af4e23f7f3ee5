// Exits 1 when a history of migrations does not lead to prisma/schema.prisma. PostgreSQL answers for its own when TEST_POSTGRES_URL
// names a server on which a database may be made and dropped; else only names are compared. Partial indexes are outside of
// Prisma's schema, and the engine overlooks exactly those.
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import "./derive-postgresql.mjs";
import { externalTables } from "./external-tables.mjs";

const run = promisify(execFile);
const prisma = createRequire(import.meta.url).resolve("prisma/build/index.js");
const folder = import.meta.dirname;
const server = process.env.TEST_POSTGRES_URL;

const results = [await compareByEngine("SQLite", "."), await checkPostgresql()];
if (results.includes(false)) process.exitCode = 1;

async function checkPostgresql() {
  if (server) return compareByEngine("PostgreSQL", "postgresql", server);
  console.log("PostgreSQL: TEST_POSTGRES_URL is not set, so only names are compared.");
  return compareNames();
}

async function compareByEngine(name, place, url = "") {
  const at = (file) => path.join(folder, place, file);
  const found = await diff(["--from-migrations", at("migrations"), "--to-schema", at("schema.prisma")], url);
  return report(name, found.code === 0 ? [] : [found.output]);
}

/** Tables, columns and indexes that the schema asks for, against those that the PostgreSQL history makes and keeps. */
async function compareNames() {
  const { output } = await diff(
    ["--from-empty", "--to-schema", path.join(folder, "schema.prisma"), "--script"],
    "",
  );
  const wanted = replay(output);
  const history = path.join(folder, "postgresql/migrations");
  const names = readdirSync(history).filter((name) => !name.endsWith(".toml"));
  const scripts = names.sort().map((name) => readFileSync(path.join(history, name, "migration.sql"), "utf8"));
  const made = replay(scripts.join("\n"));
  const missing = [...wanted].filter((name) => !made.has(name)).map((name) => `missing: ${name}`);
  const extra = [...made].filter((name) => !wanted.has(name)).map((name) => `not in the schema: ${name}`);
  return report("PostgreSQL", [...missing, ...extra]);
}

/** Reads only what Prisma writes: one column a line, every name in quotes. */
function replay(sql) {
  const names = new Set();
  const statements = sql.replace(/^--.*$/gm, "").split(/;\s*$/m);
  for (const statement of statements.map((text) => text.trim())) {
    const [, verb, kind, name] =
      /^(CREATE|DROP|ALTER) (?:UNIQUE )?(TABLE|INDEX) "(\w+)"/.exec(statement) ?? [];
    const partial = kind === "INDEX" && /\sWHERE\s/.test(statement);
    const table = kind === "INDEX" ? / ON "(\w+)"/.exec(statement)?.[1] : name;
    if (verb === undefined || partial || externalTables.includes(table)) continue;
    if (verb === "CREATE") names.add(name);
    if (verb === "DROP")
      for (const known of names) if (known === name || known.startsWith(`${name}.`)) names.delete(known);
    if (verb === "CREATE" && kind === "TABLE") {
      for (const [, column] of statement.matchAll(/^\s+"(\w+)" /gm)) names.add(`${name}.${column}`);
    }
    for (const [, column] of statement.matchAll(/ADD COLUMN\s+"(\w+)"/g)) names.add(`${name}.${column}`);
    for (const [, column] of statement.matchAll(/DROP COLUMN\s+"(\w+)"/g)) names.delete(`${name}.${column}`);
  }
  return names;
}

async function diff(words, url) {
  const env = { ...process.env, DATABASE_URL: url };
  const command = [prisma, "migrate", "diff", "--exit-code", ...words];
  const options = { cwd: path.join(folder, ".."), env };
  const { code = 0, stdout, stderr } = await run(process.execPath, command, options).catch((error) => error);
  if (code !== 0 && code !== 2) throw new Error(stderr || stdout);
  return { code, output: stdout };
}

function report(name, differences) {
  if (differences.length === 0) console.log(`${name}: the migrations lead to the schema.`);
  else console.error(`${name}: the migrations do not lead to the schema.\n${differences.join("\n")}`);
  return differences.length === 0;
}
