import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { db } from "~/db/client.server";
import { PairInput } from "~/models/device/input";
import { currentPairing, pairDevice, startPairing } from "~/models/device/pairing.server";
import { createDevice, revokeDevice } from "~/models/device/registry.server";
import { createUser } from "../../factories/people";

const phone = { name: "Phone", model: "Pixel", app: "relay", version: "1.4.0" };
let userId: string;

beforeEach(async () => {
  userId = (await createUser()).id;
});
afterEach(() => {
  vi.useRealTimers();
});

async function newCode(livesDays = 0) {
  await startPairing({ userId, livesDays });
  const pairing = await currentPairing(userId);
  if (pairing?.state !== "waiting") throw new Error("there is no code");
  return pairing.code;
}

const pair = (code: string) => pairDevice(PairInput.parse({ ...phone, code }));
const refused = { code: "invalid", field: "code" };
/** Another code that begins like this one. */
const near = (code: string) => code.slice(0, -1) + (code.endsWith("0") ? "1" : "0");

test("the code makes its app a device of whoever asked for it, once", async () => {
  const code = await newCode();
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);

  const { id, token } = await pair(code);

  expect(token).toMatch(/^atl_dev_/);
  expect(await db.device.findUnique({ where: { id } })).toMatchObject({
    userId,
    name: "Phone",
    appVersion: "1.4.0",
  });
  expect(await currentPairing(userId)).toMatchObject({ state: "paired", device: { id, name: "Phone" } });
  await expect(pair(code)).rejects.toMatchObject(refused);
  expect(await db.device.count({ where: { userId } })).toBe(1);
});

test("of fifty apps with the same code at the same moment one gets in", async () => {
  const code = await newCode();
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => pair(code)));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await db.device.count({ where: { userId } })).toBe(1);
});

test("a code is read however it is written", async () => {
  const code = await newCode();
  const written = ` ${code.toLowerCase().replace("-", " ").replaceAll("0", "o").replaceAll("1", "l")} `;
  expect((await pair(written)).token).toMatch(/^atl_dev_/);
});

test("a code is over after five minutes, to the second", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2030, 0, 1) });
  const code = await newCode();
  vi.setSystemTime(Date.UTC(2030, 0, 1, 0, 5, 0));
  expect(await currentPairing(userId)).toEqual({ state: "over" });
  await expect(pair(code)).rejects.toMatchObject(refused);
  expect(await db.device.count({ where: { userId } })).toBe(0);
});

test("five guesses at a code close it, also when a hundred come at once", async () => {
  const code = await newCode();
  const guesses = await Promise.allSettled(Array.from({ length: 100 }, () => pair(near(code))));
  expect(guesses.every(({ status }) => status === "rejected")).toBe(true);
  await expect(pair(code)).rejects.toMatchObject(refused);
  expect(await currentPairing(userId)).toEqual({ state: "over" });
});

test("four guesses at a code leave it good", async () => {
  const code = await newCode();
  for (let guess = 0; guess < 4; guess++) await expect(pair(near(code))).rejects.toMatchObject(refused);
  expect((await pair(code)).token).toMatch(/^atl_dev_/);
});

test("a new code makes the one before it worth nothing", async () => {
  const before = await newCode();
  const code = await newCode();
  await expect(pair(before)).rejects.toMatchObject(refused);
  expect((await pair(code)).token).toMatch(/^atl_dev_/);
});

test("the database holds neither the code nor a hash that could be tried out", async () => {
  const code = (await newCode()).replace("-", "");
  const rows = JSON.stringify(await db.pairing.findMany());
  expect(rows).not.toContain(code);
  expect(rows).not.toContain(code.slice(4));
});

test("an account with fifty devices pairs no other, and the code stays good for the place of a revoked one", async () => {
  for (let made = 0; made < 50; made++) await createDevice({ userId, name: `${made}`, model: "" });
  const code = await newCode();
  await expect(pair(code)).rejects.toMatchObject({ code: "conflict" });
  await db.device.updateMany({ where: { userId, name: "7" }, data: { revokedAt: new Date() } });
  expect((await pair(code)).token).toMatch(/^atl_dev_/);
});

test("nothing is said of a code whose device was revoked", async () => {
  const { id } = await pair(await newCode());
  await revokeDevice({ id, userId });
  expect(await currentPairing(userId)).toBeNull();
});

test("a device that may stay a week says so", async () => {
  const { expiresAt } = await pair(await newCode(7));
  expect(Math.abs((expiresAt?.getTime() ?? 0) - Date.now() - 7 * 86_400_000)).toBeLessThan(60_000);
});
