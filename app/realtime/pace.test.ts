import { expect, onTestFinished, test, vi } from "vitest";
import { pace } from "./pace";

const sender = (deviceId: string, name = "/relay") => ({ nsp: { name }, data: { deviceId } });

test("120 messages a minute pass, more are refused, and who goes on regardless is cut", () => {
  const answers = Array.from({ length: 241 }, () => pace(sender("eager"), 1_000));
  expect(answers.filter(({ allowed }) => allowed)).toHaveLength(120);
  expect(answers[120]).toEqual({ allowed: false, cut: false, retryAfterSeconds: 60 });
  expect(answers.findIndex(({ cut }) => cut)).toBe(240);
});

test("who was cut and comes back is cut again; other devices and the other namespace go on", () => {
  for (let sent = 0; sent < 241; sent++) pace(sender("returning"), 1_000);
  expect(pace(sender("returning"), 2_000)).toMatchObject({ allowed: false, cut: true });
  expect(pace(sender("patient"), 2_000).allowed).toBe(true);
  expect(pace(sender("returning", "/air"), 2_000).allowed).toBe(true);
});

test("a minute after the first message everything begins anew", () => {
  for (let sent = 0; sent < 130; sent++) pace(sender("early"), 1_000);
  expect(pace(sender("early"), 60_999)).toMatchObject({ allowed: false, retryAfterSeconds: 1 });
  expect(pace(sender("early"), 61_000).allowed).toBe(true);
});

test("a clock that is set back makes nobody's minute longer", () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  for (let sent = 0; sent < 120; sent++) pace(sender("timeless"));
  vi.setSystemTime(Date.now() - 3_600_000);
  expect(pace(sender("timeless"))).toMatchObject({ allowed: false, retryAfterSeconds: 60 });
});
