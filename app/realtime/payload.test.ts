import { expect, test } from "vitest";
import { judgePayload } from "./payload";

const nested = (depth: number) => JSON.parse("[".repeat(depth) + "]".repeat(depth));

test.each([
  [null],
  [1],
  ["text"],
  [{ a: [{ b: null }] }],
  [JSON.parse('{"__proto__":{"a":1}}')],
  [nested(32)],
])("plain JSON is carried: %j", (payload) => expect(judgePayload(payload)).toBe("fits"));

test("64 kB are carried, a byte more is not", () => {
  expect(judgePayload("x".repeat(63_998))).toBe("fits");
  expect(judgePayload("x".repeat(63_999))).toBe("too_large");
  expect(judgePayload("é".repeat(32_000))).toBe("too_large");
});

test.each([
  ["a buffer", Buffer.from("x")],
  ["a buffer inside", { a: [Buffer.from("x")] }],
  ["a function", () => {}],
  ["33 levels", nested(33)],
  ["100,000 levels", nested(100_000)],
])("%s is refused", (_, payload) => expect(judgePayload(payload)).toBe("invalid"));
