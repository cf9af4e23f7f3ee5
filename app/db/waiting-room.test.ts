import { afterEach, expect, test, vi } from "vitest";
import { waitingRoom } from "./waiting-room";

afterEach(() => {
  vi.useRealTimers();
});

function customer(log: string[], name: string) {
  let serve = () => {};
  const served = new Promise<void>((resolve) => {
    serve = resolve;
  });
  const work = async () => {
    log.push(name);
    await served;
    return name;
  };
  return { work, serve: () => serve() };
}

test("as many as there is room for are served, the others in the order they came", async () => {
  const log: string[] = [];
  const room = waitingRoom(2, 1_000);
  const [ana, ben, cleo, dan] = [..."ABCD"].map((name) => customer(log, name));
  if (!ana || !ben || !cleo || !dan) return expect.unreachable();

  const all = [ana, ben, cleo, dan].map(({ work }) => room.enter(work));
  expect(log).toEqual(["A", "B"]);
  ben.serve();
  await all[1];
  expect(log).toEqual(["A", "B", "C"]);
  for (const { serve } of [ana, cleo, dan]) serve();

  expect(await Promise.all(all)).toEqual(["A", "B", "C", "D"]);
});

test("one who fails makes room as well", async () => {
  const room = waitingRoom(1, 1_000);

  await expect(room.enter(() => Promise.reject(new Error("sorry")))).rejects.toThrow("sorry");

  expect(await room.enter(async () => "next")).toBe("next");
});

test("one who never comes to an end does not keep the next one out for ever", async () => {
  vi.useFakeTimers();
  const log: string[] = [];
  const room = waitingRoom(1, 1_000);
  void room.enter(customer(log, "endless").work);
  const second = customer(log, "second");
  void room.enter(second.work);

  await vi.advanceTimersByTimeAsync(999);
  expect(log).toEqual(["endless"]);
  await vi.advanceTimersByTimeAsync(1);

  expect(log).toEqual(["endless", "second"]);
});
