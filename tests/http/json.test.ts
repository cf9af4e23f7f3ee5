import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "~/http/json";

test("JSON that names every member once is read as it is", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5, stringUnit: "grapheme" }), (value) => {
      const text = JSON.stringify(value);
      fc.pre(!text.includes("__proto__") && !text.includes("\\u0000"));
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

test.each([
  '{"a":1,"a":2}',
  '{"a":{"b":1,"b":1}}',
  '[{"x":[],"y":{},"x":0}]',
  '{"\\u0061":1,"a":1}',
  '{"a" : 1 ,\n"a"\t:1}',
])("%s names a member twice and is refused", (text) => {
  expect(() => parseJson(text)).toThrow("Give it once");
});

test.each([
  '{"a":"a","b":"a:","c":":"}',
  '[{"a":1},{"a":2}]',
  '{"a":{"a":{"a":1}}}',
  '["a","a"]',
  '{"{":"}","}":"{"}',
])("%s names none twice", (text) => {
  expect(parseJson(text)).toEqual(JSON.parse(text));
});

test("the largest bodies are judged at once, however they are built", () => {
  const worst = [
    `["${"\\\\".repeat(49_000)}"]`,
    `[${'"a"          ,'.repeat(7_000)}1]`,
    `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
  ];
  const start = performance.now();

  for (const text of worst) {
    try {
      parseJson(text);
    } catch {
      // Too deep is an answer too.
    }
  }

  expect(performance.now() - start).toBeLessThan(1_000);
});
