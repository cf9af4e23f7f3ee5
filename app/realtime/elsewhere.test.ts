import { expect, test } from "vitest";
import { keepElsewhere, type Seat } from "./elsewhere";

const ana = (deviceId: string, state: Seat[2] = "here"): Seat => ["ana", deviceId, state];

function kept() {
  const changed: string[] = [];
  const elsewhere = keepElsewhere(15_000, ({ deviceId }) => changed.push(deviceId));
  return { changed, elsewhere };
}

test("devices come and go as their process says, and each is told once", () => {
  const { changed, elsewhere } = kept();
  expect(elsewhere.heard("b", 0)).toBe(true);
  expect(elsewhere.heard("b", 1)).toBe(false);
  elsewhere.seated("b", { seats: [ana("phone"), ana("tablet", "air")], anew: true });
  elsewhere.seated("b", { seats: [ana("phone", "air")], anew: false });
  expect(changed).toEqual(["phone", "tablet"]);
  expect([...elsewhere.airOf("ana")].sort()).toEqual(["phone", "tablet"]);
  expect(elsewhere.airOf("ben").size).toBe(0);

  elsewhere.seated("b", { seats: [ana("tablet", "here")], anew: true });
  expect(changed).toEqual(["phone", "tablet", "phone"]);
  expect(elsewhere.statesOf({ userId: "ana", deviceId: "phone" })).toEqual([]);
  expect(elsewhere.statesOf({ userId: "ana", deviceId: "tablet" })).toEqual(["here"]);
  expect(elsewhere.statesOf({ userId: "ben", deviceId: "tablet" })).toEqual([]);
});

test("who was never heard says nothing, and with a silent process its devices are gone", () => {
  const { changed, elsewhere } = kept();
  elsewhere.seated("nobody", { seats: [ana("phone")], anew: false });
  expect(changed).toEqual([]);
  for (const name of ["b", "c"]) {
    elsewhere.heard(name, name === "b" ? 0 : 10_000);
    elsewhere.seated(name, { seats: [ana(`phone at ${name}`)], anew: true });
  }
  elsewhere.forgetSilent(16_000);
  expect(changed).toEqual(["phone at b", "phone at c", "phone at b"]);
  expect(elsewhere.isAlone()).toBe(false);
  elsewhere.forget("c");
  expect(elsewhere.isAlone()).toBe(true);
});
