import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepCompany, type Whereabouts } from "./company";

const GRACE_MS = 10_000;
const phone = { userId: "ana", deviceId: "phone" };
const tablet = { userId: "ana", deviceId: "tablet" };

let told: Whereabouts[];
let company: ReturnType<typeof keepCompany<string>>;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  company = keepCompany<string>(GRACE_MS, (whereabouts) => told.push(whereabouts));
});
afterEach(() => vi.useRealTimers());

test("a device is there from its first connection on, and told once", () => {
  company.arrive(phone, "first");
  company.arrive(phone, "second");
  expect(told).toEqual([{ ...phone, online: true }]);
  expect(company.devicesOf("ana").get("phone")?.sockets).toEqual(["first", "second"]);
});

test("a device is gone ten seconds after its last connection", () => {
  company.arrive(phone, "first");
  company.arrive(phone, "second");
  company.leave(phone, "first");
  vi.advanceTimersByTime(GRACE_MS * 2);
  expect(told).toHaveLength(1);

  company.leave(phone, "second");
  vi.advanceTimersByTime(GRACE_MS - 1);
  expect(told).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(told.slice(1)).toEqual([{ ...phone, online: false }]);
  expect(company.devicesOf("ana").size).toBe(0);
});

test("a device that changes networks was never away", () => {
  company.arrive(phone, "wifi");
  company.leave(phone, "wifi");
  vi.advanceTimersByTime(GRACE_MS - 1);
  company.arrive(phone, "mobile");
  vi.advanceTimersByTime(GRACE_MS * 2);
  expect(told).toEqual([{ ...phone, online: true }]);
});

test("leaving twice, or without having come, changes nothing", () => {
  company.leave(phone, "first");
  company.arrive(phone, "first");
  company.leave(phone, "first");
  vi.advanceTimersByTime(GRACE_MS / 2);
  company.leave(phone, "first");
  vi.advanceTimersByTime(GRACE_MS / 2);
  expect(told.map(({ online }) => online)).toEqual([true, false]);
});

test("accounts do not see each other's devices", () => {
  company.arrive(phone, "first");
  company.arrive({ userId: "ben", deviceId: "laptop" }, "other");
  expect([...company.devicesOf("ana").keys()]).toEqual(["phone"]);
  expect([...company.devicesOf("ben").keys()]).toEqual(["laptop"]);
  expect(company.devicesOf("nobody").size).toBe(0);
});

test("the connections of some devices are found without their account", () => {
  company.arrive(phone, "first");
  company.arrive(tablet, "second");
  company.arrive(phone, "third");
  expect([...company.socketsOf(new Set(["phone", "unknown"]))]).toEqual(["first", "third"]);
});
