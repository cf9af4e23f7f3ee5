import { expect, test } from "vitest";
import { killDuringImport } from "./import-rounds";

test("an import that is killed again and again does every row once and tells every row once", async () => {
  expect(await killDuringImport({ rows: 2_000, rounds: 3 })).toBeGreaterThan(0);
}, 180_000);
