import { expect, test } from "vitest";
import { countingWindows } from "./windows";

const START = Date.UTC(2026, 10, 22);

function take(windows: ReturnType<typeof countingWindows>, times: number, at: number, bucket = "ana") {
  return Array.from({ length: times }, () => windows.take(bucket, 3, at)).map(({ allowed }) => allowed);
}

test("after the last request of the minute the next one is refused, and allowed when the minute is over", () => {
  const windows = countingWindows({ cap: 10 });

  expect(take(windows, 4, START)).toEqual([true, true, true, false]);
  expect(windows.take("ana", 3, START + 59_999)).toMatchObject({ allowed: false, resetSeconds: 1 });
  expect(windows.take("ana", 3, START + 60_000)).toMatchObject({
    allowed: true,
    remaining: 2,
    resetSeconds: 60,
  });
});

test("a clock that is set back by an hour makes nobody wait for an hour", () => {
  const windows = countingWindows({ cap: 10 });
  take(windows, 3, START);

  expect(windows.look("ana", 3, START - 3_600_000)).toMatchObject({ allowed: true, remaining: 3 });
  expect(take(windows, 4, START - 3_600_000)).toEqual([true, true, true, false]);
});

test("whoever keeps knocking is let in again no later than who waits", () => {
  const windows = countingWindows({ cap: 10 });
  take(windows, 500, START);

  expect(windows.take("ana", 3, START + 60_000).remaining).toBe(2);
});

test("one caller's requests are not another's", () => {
  const windows = countingWindows({ cap: 10 });
  take(windows, 4, START);

  expect(take(windows, 1, START, "ben")).toEqual([true]);
});

test("a request that is given back costs nothing", () => {
  const windows = countingWindows({ cap: 10 });
  for (let turn = 0; turn < 10; turn++) {
    expect(windows.take("ana", 3, START).allowed).toBe(true);
    windows.giveBack("ana");
  }
  expect(windows.look("ana", 3, START).remaining).toBe(3);
});

test("a flood from a million addresses takes no more room than the cap", () => {
  const windows = countingWindows({ cap: 1_000 });
  for (let address = 0; address < 1_000_000; address++) windows.take(String(address), 3, START);

  expect(windows.size()).toBe(1_000);
  expect(windows.gather(5_000).length).toBeLessThanOrEqual(1_000);
});

test("windows that are over make room for new ones", () => {
  const windows = countingWindows({ cap: 1_000 });
  for (let address = 0; address < 500; address++) windows.take(String(address), 3, START);
  windows.take("late", 3, START + 60_001);

  expect(windows.size()).toBe(1);
});

test("what two processes count adds up, and what was counted meanwhile is not lost", () => {
  const windows = countingWindows({ cap: 10 });
  take(windows, 1, START);
  const [counted] = windows.gather(10);
  expect(counted).toEqual({ bucket: "ana", endsAtMs: START + 60_000, used: 1 });
  take(windows, 1, START + 100);

  windows.learn({ bucket: "ana", endsAtMs: START + 50_000, used: 2 });

  expect(windows.look("ana", 3, START + 100)).toMatchObject({ remaining: 0, resetSeconds: 50 });
});
