import fc from "fast-check";
import { expect, test } from "vitest";
import { encodingFor } from "./encoding";

test.each([
  [undefined, "identity"],
  ["", "identity"],
  ["gzip, deflate, br, zstd", "br"],
  ["gzip", "gzip"],
  ["GZIP ; Q=0.3", "gzip"],
  ["br;q=0.2, gzip;q=0.8", "gzip"],
  ["identity, gzip;q=0.5", "identity"],
  ["*;q=0.1, gzip;q=0", "br"],
  ["identity;q=0, *;q=0", "identity"],
  ["br;q=2", "identity"],
  ["deflate", "identity"],
])("who accepts %j gets %s", (accepted, encoding) => {
  expect(encodingFor(accepted)).toBe(encoding);
});

test("whatever somebody accepts, nobody gets a form that was refused by name", () => {
  const word = fc.constantFrom("br", "gzip", "identity", "*", "deflate", "x;y");
  const weight = fc.constantFrom("", ";q=0", ";q=0.5", ";q=1", ";q=x");
  fc.assert(
    fc.property(fc.array(fc.tuple(word, weight)), (parts) => {
      const encoding = encodingFor(parts.map((part) => part.join("")).join(","));
      const last = parts.findLast(([name]) => name === encoding)?.[1];
      if (encoding !== "identity") expect(last).not.toBe(";q=0");
    }),
  );
});
