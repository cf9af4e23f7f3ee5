import { expect, test } from "vitest";
import { turns } from "./turns";

test("only so many work at a time, everybody's turn comes in order, and a failure holds up nobody", async () => {
  const inTurn = turns(2);
  const begun: number[] = [];
  let working = 0;
  let most = 0;

  const all = Array.from({ length: 20 }, (_, number) =>
    inTurn(async () => {
      begun.push(number);
      working += 1;
      most = Math.max(most, working);
      await new Promise((resolve) => setTimeout(resolve, 1));
      working -= 1;
      if (number % 5 === 0) throw new Error(`${number} failed`);
      return number;
    }),
  );
  const outcomes = await Promise.allSettled(all);

  expect(most).toBe(2);
  expect(begun).toEqual(Array.from({ length: 20 }, (_, number) => number));
  expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(4);
  expect(await inTurn(async () => "still open")).toBe("still open");
});
