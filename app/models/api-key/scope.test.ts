import { expect, test } from "vitest";
import { allows } from "./scope";

test("a key that may write a noun may read it, and nothing else comes along", () => {
  expect(allows(["reviews:write"], "reviews:read")).toBe(true);
  expect(allows(["reviews:write"], "reviews:write")).toBe(true);
  expect(allows(["reviews:read"], "reviews:write")).toBe(false);
  expect(allows(["reviews:write"], "products:read")).toBe(false);
  expect(allows([], "system:read")).toBe(false);
});
