import { expect, test } from "vitest";
import { isOlder } from "./app-version";

test.each([
  ["1.9", "1.10"],
  ["1.9.9", "2"],
  ["0.0.9", "0.1"],
  ["", "0.0.1"],
  ["beta", "1"],
])("%j is older than %j", (version, minimum) => {
  expect(isOlder(version, minimum)).toBe(true);
});

test.each([
  ["1.10", "1.9"],
  ["2", "2.0.0"],
  ["2.0.0", "2"],
  ["v2.1", "2.1"],
  ["2.1.0-beta", "2.1.0"],
  ["1.0", ""],
  ["", ""],
  ["99999999999999999999", "3"],
])("%j is new enough for %j", (version, minimum) => {
  expect(isOlder(version, minimum)).toBe(false);
});
