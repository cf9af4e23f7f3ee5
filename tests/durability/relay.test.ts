import { expect, test } from "vitest";
import { dialect } from "~/db/client.server";
import { startSecondServer } from "../setup/fleet";
import { killDuringSends } from "./relay-rounds";

const few = { rounds: 2, roundMs: 1_500, perSecond: 100 };

test("two kills while devices write to each other lose nothing that was acknowledged and repeat nothing", async () => {
  expect(await killDuringSends(few)).toBeGreaterThan(150);
}, 120_000);

// The embedded database has one process.
test.runIf(dialect === "postgresql")(
  "kills of one process lose nothing of what its devices and those of another write to each other",
  async () => {
    expect(await killDuringSends({ ...few, beside: await startSecondServer() })).toBeGreaterThan(150);
  },
  120_000,
);
