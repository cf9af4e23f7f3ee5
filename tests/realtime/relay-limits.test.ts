import { afterEach, beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { writeMessages } from "~/db/write-messages.server";
import { accountWith } from "../factories/messages";
import { createUser } from "../factories/people";
import { expectProblem, program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";
import { device, until } from "./device";

let server: RunningServer;
const open: { close: () => unknown }[] = [];

beforeAll(async () => {
  server = await startServer({ env: { RATE_LIMIT: "on" } });
});

afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

async function connect(token: string, options?: Parameters<typeof device>[2]) {
  const phone = device(server, { token }, options);
  open.push(phone);
  await until(() => phone.cursor() !== "");
  return phone;
}

let names = 0;
const note = () => ({ clientId: `name-${++names}`, to: "all", type: "note", data: { text: "Hello" } });

test("who sends more than 120 messages a minute is refused for now, and who goes on regardless is cut", async () => {
  const { devices } = await accountWith(2);
  const [flood, other] = [await connect(devices[0]?.token ?? ""), await connect(devices[1]?.token ?? "")];
  const answers = await Promise.all(
    Array.from({ length: 130 }, () => flood.socket.emitWithAck("message:send", note())),
  );
  expect(answers.filter(({ ok }) => ok).length).toBe(120);
  expect(answers.at(-1)).toMatchObject({
    ok: false,
    code: "rate_limited",
    retryable: true,
    retryAfterSeconds: expect.any(Number),
  });

  let cut = false;
  flood.socket.on("disconnect", () => {
    cut = true;
  });
  for (let n = 0; n < 130; n++) flood.socket.emit("no:such:event", n);
  await until(() => cut);
  // All that was taken in has arrived, and confirming each of them has cost the other device nothing.
  await until(() => other.events.length === 120);
  expect(await other.ask("message:send", note())).toMatchObject({ ok: true });
});

test("the same holds for plain HTTP", async () => {
  const { devices } = await accountWith(1);
  const ask = program(server, { Authorization: `Bearer ${devices[0]?.token}` });
  for (let n = 0; n < 120; n++)
    expect((await ask("POST", "/api/devices/me/messages", { json: note() })).status).toBe(201);
  const refused = await ask("POST", "/api/devices/me/messages", { json: note() });
  expectProblem(refused, 429);
  expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect((await ask("GET", "/api/devices/me/events")).status).toBe(200);
});

test("who has sent the owner 200 messages today is told on every transport when to go on", async () => {
  await createUser({ role: "owner" });
  const { userId, devices } = await accountWith(1);
  await writeMessages(await sentToOwner(userId, 200, Date.now() - 3_600_000));
  const phone = await connect(devices[0]?.token ?? "");
  const ask = program(server, { Authorization: `Bearer ${devices[0]?.token}` });
  const json = { ...note(), to: "owner" };

  const refused = await phone.ask("message:send", json);
  expect(refused).toMatchObject({ ok: false, code: "rate_limited", retryable: true });
  const answered = await ask("POST", "/api/devices/me/messages", { json });
  expectProblem(answered, 429);
  for (const seconds of [refused.retryAfterSeconds, Number(answered.headers.get("Retry-After"))]) {
    expect(seconds).toBeGreaterThan(22 * 3_600);
    expect(seconds).toBeLessThanOrEqual(23 * 3_600);
  }
  expect(await phone.ask("message:send", note())).toMatchObject({ ok: true });
});

async function sentToOwner(senderUserId: string, count: number, atMs: number) {
  const [last] = await db.message.findMany({ select: { seq: true }, orderBy: { seq: "desc" }, take: 1 });
  const first = (last?.seq ?? 0) + 1;
  await db.counter.upsert({
    where: { name: "message" },
    create: { name: "message", value: first + count },
    update: { value: first + count },
  });
  const none = { userId: null, senderDeviceId: null, clientId: null, fingerprint: null, productId: null };
  const said = { type: "note", data: {}, priority: "normal", collapseKey: null, to: "owner", senderUserId };
  return Array.from({ length: count }, (_, at) => {
    const seq = first + at;
    return { ...none, ...said, id: `${senderUserId}-${seq}`, seq, atMs, expiresAtMs: atMs + 86_400_000 };
  });
}
