import { expect, test } from "vitest";
import { killDuringSends } from "./relay-rounds";

test("two kills while devices write to each other lose nothing that was acknowledged and repeat nothing", async () => {
  expect(await killDuringSends({ rounds: 2, roundMs: 1_500, perSecond: 100 })).toBeGreaterThan(150);
}, 120_000);
