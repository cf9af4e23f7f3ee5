import fc from "fast-check";
import { expect, test } from "vitest";
import { answerStore } from "./store";

const answer = (bytes: number, ...tags: string[]) => ({ bytes, tags: new Set(tags) });

test("what nobody has asked for longest makes room first", () => {
  const store = answerStore<ReturnType<typeof answer>>(30);
  for (const address of ["a", "b", "c"]) store.keep(address, answer(10));
  store.get("a");
  store.keep("d", answer(10));
  expect(["a", "b", "c", "d"].filter((address) => store.get(address))).toEqual(["a", "c", "d"]);
  store.keep("too large", answer(31));
  expect(store.get("too large")).toBeUndefined();
  expect(store.bytes()).toBe(0);
});

test("whatever is kept, asked for and dropped, the memory has its bound and a dropped answer is gone", () => {
  const address = fc.constantFrom("a", "b", "c", "d", "e");
  const tag = fc.constantFrom("products", "site", "reviews");
  const step = fc.oneof(
    fc.record({ do: fc.constant("keep" as const), address, bytes: fc.integer({ min: 1, max: 60 }), tag }),
    fc.record({ do: fc.constant("get" as const), address }),
    fc.record({ do: fc.constant("drop" as const), tag }),
  );
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const store = answerStore<ReturnType<typeof answer>>(100);
      const tags = new Map<string, string>();
      for (const one of steps) {
        if (one.do === "keep") {
          store.keep(one.address, answer(one.bytes, one.tag));
          tags.set(one.address, one.tag);
        } else if (one.do === "drop") store.drop([one.tag]);
        else store.get(one.address);
        expect(store.bytes()).toBeLessThanOrEqual(100);
        const left = [...tags].filter(([address]) => store.get(address));
        if (one.do === "drop") expect(left.map(([, tag]) => tag)).not.toContain(one.tag);
        expect(left.reduce((sum, [address]) => sum + (store.get(address)?.bytes ?? 0), 0)).toBe(
          store.bytes(),
        );
      }
    }),
  );
});

test("a drop is noticed by whoever began before it, and nothing dropped is no drop", () => {
  const store = answerStore<ReturnType<typeof answer>>(100);
  store.keep("a", answer(1, "site"));
  store.drop([]);
  expect(store.drops()).toBe(0);
  store.drop(["products"]);
  expect([store.drops(), store.get("a") !== undefined]).toEqual([1, true]);
  store.drop("everything");
  expect([store.drops(), store.get("a")]).toEqual([2, undefined]);
});

test("only what is asked for again is worth keeping", () => {
  const store = answerStore(100);
  expect([store.wants("/a"), store.wants("/b"), store.wants("/a"), store.wants("/b")]).toEqual([
    false,
    false,
    true,
    true,
  ]);
});
