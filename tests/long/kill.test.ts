import { expect, test } from "vitest";
import { killDuringImport } from "../durability/import-rounds";
import { killDuringWrites } from "../durability/kill-rounds";
import { killDuringSends } from "../durability/relay-rounds";

test("twenty kills during a thousand writes lose nothing that was acknowledged", async () => {
  expect(await killDuringWrites({ rounds: 20, writes: 1_000 })).toBeGreaterThanOrEqual(1_000);
});

test("an import of twenty thousand rows outlives twenty kills: every row is done once and told once", async () => {
  expect(await killDuringImport({ rows: 20_000, rounds: 20 })).toBeGreaterThan(0);
});

test("twenty kills while ten devices send 200 messages a second lose nothing that was acknowledged and repeat nothing", async () => {
  expect(await killDuringSends({ rounds: 20, roundMs: 3_000, perSecond: 200 })).toBeGreaterThan(4_000);
});
