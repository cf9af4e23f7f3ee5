import { expect, test } from "vitest";
import { inGroups } from "./groups";

async function groupsOf(weights: readonly number[], most: number) {
  const groups: number[][] = [];
  const { enter } = inGroups<number, number>(
    async (items) => {
      groups.push([...items]);
      return items;
    },
    { most, gatherMs: 1, weigh: (item) => item },
  );
  await Promise.all(weights.map(enter));
  return groups;
}

test("a group takes what came first, as much as it may weigh", async () => {
  expect(await groupsOf([3, 3, 4, 1, 10, 1], 10)).toEqual([[3, 3, 4], [1], [10], [1]]);
});

test("what is too heavy for any group goes alone", async () => {
  expect(await groupsOf([50, 1, 50], 10)).toEqual([[50], [1], [50]]);
});

test("one that fails takes nobody along", async () => {
  const { enter } = inGroups<string, string>(
    async (items) => {
      if (items.includes("bad")) throw new Error("broken");
      return items;
    },
    { most: 10, gatherMs: 1 },
  );
  const outcomes = await Promise.allSettled(["one", "bad", "two"].map(enter));
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});
