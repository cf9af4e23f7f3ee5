import { expect, test } from "vitest";
import { killDuringWrites } from "./kill-rounds";

test("three kills during writes lose nothing that was acknowledged", async () => {
  expect(await killDuringWrites({ rounds: 3, writes: 150 })).toBeGreaterThanOrEqual(150);
});
