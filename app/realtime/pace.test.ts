import { expect, test } from "vitest";
import { pace, rested } from "./pace";

test("120 messages a minute pass, more are refused, and who goes on regardless is cut", () => {
  const data = rested();
  const answers = Array.from({ length: 241 }, () => pace(data, 1_000));
  expect(answers.filter(({ allowed }) => allowed)).toHaveLength(120);
  expect(answers[120]).toEqual({ allowed: false, cut: false, retryAfterSeconds: 60 });
  expect(answers.findIndex(({ cut }) => cut)).toBe(240);
});

test("a minute after the first message everything begins anew", () => {
  const data = rested();
  for (let sent = 0; sent < 130; sent++) pace(data, 1_000);
  expect(pace(data, 60_999)).toMatchObject({ allowed: false, retryAfterSeconds: 1 });
  expect(pace(data, 61_000).allowed).toBe(true);
});
