import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { broken } from "./broken";
import { file, written } from "./file";
import { promised } from "./promise";

const before = JSON.parse(readFileSync(file, "utf8"));
const now = promised();

test("nothing that programs rely on is taken away or asked for more strictly", () => {
  expect(broken(before, now)).toEqual([]);
});

test("what the API promises is written down: npm run promise", () => {
  expect(
    written(now) === readFileSync(file, "utf8"),
    "something was added: run npm run promise and commit it",
  ).toBe(true);
});

const place = "createProduct body.sku";
const answer = "readProduct 200 answer.data.name";

test.each([
  ["an operation goes", ({ "listProducts 200": _, ...rest }: typeof now) => rest, "listProducts 200 is gone"],
  ["a member goes", ({ [answer]: _, ...rest }: typeof now) => rest, `${answer} is gone`],
  [
    "a member may be absent",
    (all: typeof now) => change(all, answer, { required: false }),
    `${answer} may now be absent`,
  ],
  [
    "a member may be null",
    (all: typeof now) => change(all, answer, { types: ["string", "null"] }),
    `${answer} may now be null`,
  ],
  [
    "an optional input is required",
    (all: typeof now) => change(all, place, { required: true }),
    `${place} is now required`,
  ],
  [
    "an input takes less",
    (all: typeof now) => change(all, place, { types: ["string"] }),
    `${place} no longer takes null`,
  ],
  [
    "an input must be shorter",
    (all: typeof now) => change(all, place, { bounds: { maxLength: 10 } }),
    `${place} has a tighter maxLength, 10`,
  ],
  [
    "a new input is required",
    (all: typeof now) => ({ ...all, "createProduct body.new": { types: ["string"], required: true } }),
    "createProduct body.new is new and required",
  ],
])("it is noticed when %s", (_, done, told) => {
  expect(broken(now, done(now))).toContain(told);
});

test("what is added or asked for less strictly breaks nothing", () => {
  const more = {
    ...change(now, place, { types: ["string", "null", "integer"], bounds: { maxLength: 200 } }),
    "createProduct body.new": { types: ["string"], required: false },
    "readProduct 200 answer.data.new": { types: ["string"], required: true },
    "newOperation body.name": { types: ["string"], required: true },
  };
  expect(broken(now, more)).toEqual([]);
});

function change(all: typeof now, at: string, fact: Partial<(typeof now)[string]>) {
  return { ...all, [at]: { types: [], required: false, ...all[at], ...fact } };
}
