import { expect, test } from "vitest";
import { keepPosition } from "./position";

const numbered = (...seqs: number[]) => seqs.map((seq) => ({ seq }));

test("a process that is alone has nothing to read", () => {
  const position = keepPosition(7);
  position.did(numbered(9));
  expect(position.heard()).toBe(7);
  position.did(numbered(8));
  expect(position.heard()).toBe(9);
});

test("what others did is news once, what it did itself never", () => {
  const position = keepPosition(0);
  position.did(numbered(2, 5));
  expect(position.hear(numbered(1, 2, 3))).toEqual(numbered(1, 3));
  expect(position.heard()).toBe(3);
  expect(position.hear(numbered(1, 2, 3))).toEqual([]);
  expect(position.hear(numbered(4, 5))).toEqual(numbered(4));
  expect(position.heard()).toBe(5);
});

test("what it did while others were read is passed over then", () => {
  const position = keepPosition(0);
  expect(position.hear(numbered(1, 2))).toEqual(numbered(1, 2));
  position.did(numbered(2, 3));
  expect(position.heard()).toBe(3);
  expect(position.hear([])).toEqual([]);
  expect(position.heard()).toBe(3);
});
