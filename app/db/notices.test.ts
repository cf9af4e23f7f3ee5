import { expect, test } from "vitest";
import { type Notice, noticeReader, textsOf } from "./notices";

function heard(texts: readonly string[]) {
  const all: [string, Notice][] = [];
  const read = noticeReader((notice, from) => all.push([from, notice]));
  for (const text of texts) read(text);
  return all;
}

test("a notice of any length arrives as it was said, in texts that PostgreSQL carries", () => {
  for (const words of ["", "Grüße 😀 \u0000\ud800", "same".repeat(20_000), "ü😀".repeat(20_000)]) {
    const notice = { about: "signal", said: { words } };
    const texts = textsOf("0192-a", notice);
    expect(heard(texts)).toEqual([["0192-a", notice]]);
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThan(8_000);
  }
});

test("what two processes say between each other is told apart", () => {
  const [one, other] = ["a", "b"].map((from) => textsOf(from, { about: "x", said: from.repeat(20_000) }));
  const mixed = (one ?? []).flatMap((text, at) => [text, other?.[at] ?? ""]);
  expect(heard(mixed).map(([from, { said }]) => [from, String(said).length])).toEqual([
    ["a", 20_000],
    ["b", 20_000],
  ]);
});

test("what is no notice is not heard", () => {
  expect(heard(["", "hello", "a b", "{}", " 0.{}"])).toEqual([]);
});
