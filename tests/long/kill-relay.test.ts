import { expect, test } from "vitest";
import { killDuringSends } from "../durability/relay-rounds";

test("twenty kills while ten devices send 200 messages a second lose nothing that was acknowledged and repeat nothing", async () => {
  expect(await killDuringSends({ rounds: 20, roundMs: 3_000, perSecond: 200 })).toBeGreaterThan(4_000);
});
