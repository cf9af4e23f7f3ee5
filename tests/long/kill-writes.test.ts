import { expect, test } from "vitest";
import { killDuringWrites } from "../durability/kill-rounds";

test("twenty kills during a thousand writes lose nothing that was acknowledged", async () => {
  expect(await killDuringWrites({ rounds: 20, writes: 1_000 })).toBeGreaterThanOrEqual(1_000);
});
