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

const said = "relay/event.product.published answer.data.name";

test.each([
  ["a type goes", "relay/event.product.published answer", `${said} is gone`],
  ["a member of a message goes", said, `${said} is gone`],
  ["an event goes", "relay/ready answer", "relay/ready answer.after is gone"],
  ["what devices may say goes", "air/sendSignal body", "air/sendSignal body.type is gone"],
  ["an acknowledgement goes", "relay/acknowledge.reply answer", "relay/acknowledge.reply answer.ok is gone"],
])("it is noticed when %s that apps rely on", (_, beginning, told) => {
  const less = Object.fromEntries(Object.entries(now).filter(([place]) => !place.startsWith(beginning)));
  expect(broken(now, less)).toContain(told);
});

test("it is noticed when devices have to say more than before", () => {
  const more = { ...now, "relay/acknowledge body.mood": { types: ["string"], required: true } };
  expect(broken(now, more)).toContain("relay/acknowledge body.mood is new and required");
});

test("what is added or asked for less strictly breaks nothing", () => {
  const more = {
    ...change(now, place, { types: ["string", "null", "integer"], bounds: { maxLength: 200 } }),
    "createProduct body.new": { types: ["string"], required: false },
    "readProduct 200 answer.data.new": { types: ["string"], required: true },
    "listProducts query.new": { types: ["array"], required: false },
    "listProducts query.new[]": { types: ["string"], required: true },
    "newOperation body.name": { types: ["string"], required: true },
  };
  expect(broken(now, more)).toEqual([]);
});

function change(all: typeof now, at: string, fact: Partial<(typeof now)[string]>) {
  return { ...all, [at]: { types: [], required: false, ...all[at], ...fact } };
}
