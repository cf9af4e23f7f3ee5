import { afterEach, beforeAll, expect, test } from "vitest";
import { accountWith } from "../factories/messages";
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
