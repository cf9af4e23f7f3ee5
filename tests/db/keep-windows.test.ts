import { expect, test } from "vitest";
import { keepWindows } from "~/db/keep-windows.server";

const NOW = Date.UTC(2026, 10, 23);
const HOUR = 3_600_000;
const ends = (now: number) => ({ after: now, until: now + 120_000 });
const counted = (endsAtMs: number, used: number) => ({ bucket: "ana", endsAtMs, used });

test("a minute that runs is counted on, one from before the clock was set back is not", async () => {
  await keepWindows([counted(NOW + 60_000, 5)], ends(NOW));
  expect(await keepWindows([counted(NOW + 70_000, 2)], ends(NOW + 10_000))).toEqual([
    counted(NOW + 60_000, 7),
  ]);

  const back = NOW - HOUR;
  expect(await keepWindows([counted(back + 60_000, 1)], ends(back))).toEqual([counted(back + 60_000, 1)]);
});
