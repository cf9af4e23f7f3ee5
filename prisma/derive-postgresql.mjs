// Writes prisma/postgresql/schema.prisma from the one schema: the same models for the other database.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const folder = import.meta.dirname;
const source = readFileSync(path.join(folder, "schema.prisma"), "utf8");

const replacements = [
  [/^(\/\/.*\n)+/, "// Derived from ../schema.prisma by ../derive-postgresql.mjs; never edit this one.\n"],
  ['provider = "sqlite"', 'provider = "postgresql"'],
  ['"../app/db/generated/sqlite"', '"../../app/db/generated/postgresql"'],
];

let derived = source;
for (const [from, to] of replacements) {
  const next = derived.replace(from, to);
  if (next === derived) throw new Error(`prisma/schema.prisma has changed: nothing in it matches ${from}.`);
  derived = next;
}

mkdirSync(path.join(folder, "postgresql"), { recursive: true });
writeFileSync(path.join(folder, "postgresql/schema.prisma"), derived);
