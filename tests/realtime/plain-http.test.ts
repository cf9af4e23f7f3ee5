import { afterEach, beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { createDevice, revokeDevice } from "~/models/device/registry.server";
import { sendMessage } from "~/models/relay/send.server";
import { MessageInput } from "~/models/relay/types";
import { createUser } from "../factories/people";
import { expectProblem, program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";
import { device, until } from "./device";

let server: RunningServer;
const open: { close: () => unknown }[] = [];

beforeAll(async () => {
  server = await startServer();
});

afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

type Event = { seq: number; id: string; type: string; data: unknown; after: string };
type Part = { data: Event[]; after: string; more: boolean; resync?: { reason: string } };
const EVENTS = "/api/devices/me/events";

/** An account with a phone that speaks plain HTTP and a tablet that sends. */
async function account() {
  const { id: userId } = await createUser();
  const phone = await createDevice({ userId, name: "Phone", model: "" });
  const tablet = await createDevice({ userId, name: "Tablet", model: "" });
  const asking = (token: string) => program(server, { Authorization: `Bearer ${token}` });
  return { userId, phone, tablet, ask: asking(phone.token), askTablet: asking(tablet.token) };
}

let names = 0;
const note = (text: string, more: object = {}) => ({
  clientId: `name-${++names}`,
  to: "all",
  type: "note",
  data: { text },
  ...more,
});

test("what is sent by plain HTTP is read by plain HTTP, confirmed and gone", async () => {
  const { ask, askTablet, tablet } = await account();
  const sent = await askTablet("POST", "/api/devices/me/messages", { json: note("Hello") });
  expect([sent.status, sent.json.data]).toMatchObject([201, { duplicate: false }]);

  const first = (await ask("GET", EVENTS)).json as Part;
  expect(first.data).toMatchObject([{ seq: 1, type: "note", data: { text: "Hello" }, from: tablet.id }]);
  expect(first.more).toBe(false);
  expect((await ask("POST", "/api/devices/me/acks", { json: { seq: 1 } })).json).toEqual({
    data: { seq: 1 },
  });

  expect((await ask("GET", EVENTS)).json).toMatchObject({ data: [], after: first.after });
  const { id } = sent.json.data as { id: string };
  const state = await askTablet("GET", `/api/devices/me/messages/${id}`);
  expect(state.json.data).toMatchObject({ id, copies: [{ deviceName: "Phone", state: "acked" }] });
});

test("who waits is told at once, and who waits in vain when the time is over", async () => {
  const { ask, askTablet } = await account();
  const before = Date.now();
  const waiting = ask("GET", `${EVENTS}?wait=20`);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await askTablet("POST", "/api/devices/me/messages", { json: note("Hello") });
  const { data, after } = (await waiting).json as Part;
  expect(data.length).toBe(1);
  expect(Date.now() - before).toBeLessThan(10_000);
  expect((await ask("GET", `${EVENTS}?wait=1&after=${after}`)).json).toMatchObject({ data: [], after });
});

test("a repeated clientId is answered with the first message, another content is refused", async () => {
  const { askTablet } = await account();
  const json = note("Once");
  const first = await askTablet("POST", "/api/devices/me/messages", { json });
  const second = await askTablet("POST", "/api/devices/me/messages", { json });
  expect([second.status, second.json.data]).toEqual([
    200,
    { ...(first.json.data as object), duplicate: true },
  ]);
  const other = await askTablet("POST", "/api/devices/me/messages", {
    json: { ...json, data: { text: "?" } },
  });
  expectProblem(other, 422);
});

test("reading and taking back work without a socket as well", async () => {
  const { ask, askTablet } = await account();
  const send = async (text: string) =>
    (await askTablet("POST", "/api/devices/me/messages", { json: note(text) })).json.data as { id: string };
  const [read, taken] = [await send("Read me"), await send("Forget me")];
  const reading = await ask("POST", "/api/devices/me/reads", { json: { ids: [read.id] } });
  expect(reading.json).toEqual({ data: { read: 1 } });
  const address = (id: string) => `/api/devices/me/messages/${id}`;
  expect((await askTablet("DELETE", address(taken.id))).json).toEqual({ message: "Withdrawn" });
  expectProblem(await askTablet("DELETE", address(read.id)), 409);
  const stranger = await account();
  expectProblem(await stranger.ask("DELETE", address(taken.id)), 404);
  expectProblem(await stranger.ask("GET", address(taken.id)), 404);
  expect((await ask("GET", EVENTS)).json).toMatchObject({ data: [] });
});

async function* streamed(response: Response) {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of response.body ?? []) {
    rest += decoder.decode(chunk as Uint8Array, { stream: true });
    const frames = rest.split("\n\n");
    rest = frames.pop() ?? "";
    for (const frame of frames) {
      const line = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(frame)?.[1];
      if (line("event"))
        yield { name: line("event"), id: line("id") ?? "", data: JSON.parse(line("data") ?? "") };
    }
  }
}

test("a stream brings what waits and what comes, and goes on behind Last-Event-ID", async () => {
  const { phone, askTablet } = await account();
  const say = (text: string) => askTablet("POST", "/api/devices/me/messages", { json: note(text) });
  await say("Waited");
  const listen = async (headers: Record<string, string> = {}) => {
    const leave = new AbortController();
    const response = await server.fetch(EVENTS, {
      headers: { Authorization: `Bearer ${phone.token}`, Accept: "text/event-stream", ...headers },
      signal: leave.signal,
    });
    expect(response.headers.get("Content-Type")).toBe("text/event-stream");
    return { parts: streamed(response), leave: () => leave.abort() };
  };
  const first = await listen();
  expect((await first.parts.next()).value).toMatchObject({
    name: "event",
    data: { data: { text: "Waited" } },
  });
  const ready = (await first.parts.next()).value;
  expect(ready).toMatchObject({ name: "ready", data: { after: ready?.id } });
  await say("Came");
  expect((await first.parts.next()).value).toMatchObject({ data: { seq: 2, data: { text: "Came" } } });
  first.leave();
  await say("Missed");
  const second = await listen({ "Last-Event-ID": ready?.id ?? "" });
  expect((await second.parts.next()).value).toMatchObject({ data: { seq: 2 } });
  expect((await second.parts.next()).value).toMatchObject({ data: { seq: 3, data: { text: "Missed" } } });
  second.leave();
});

test("a revoked device is told so, also while it waits and while it listens", async () => {
  const { userId, phone, ask } = await account();
  const listening = await server.fetch(EVENTS, {
    headers: { Authorization: `Bearer ${phone.token}`, Accept: "text/event-stream" },
  });
  // The page's button does this in the server's own process; here another process does, so the end is told by the next call.
  await revokeDevice({ id: phone.id, userId });
  await listening.body?.cancel();
  const answer = await ask("GET", EVENTS);
  expectProblem(answer, 401, "Unauthorized");
  expect(answer.json.code).toBe("revoked");
});

test.each([
  ["no token", {}],
  ["a wrong token", { Authorization: "Bearer atl_dev_000000000000000000000000000000000000" }],
  ["an empty token", { Authorization: "Bearer " }],
  ["another kind", { Authorization: "Basic YTpi" }],
])("with %s nobody gets in", async (_, headers) => {
  for (const [method, address] of [
    ["GET", EVENTS],
    ["POST", "/api/devices/me/messages"],
    ["POST", "/api/devices/me/acks"],
  ] as const) {
    const answer = await program(server, headers)(method, address, method === "POST" ? { json: {} } : {});
    expectProblem(answer, 401, "Unauthorized");
    expect(answer.json.code).toBe("unauthorized");
  }
});

test.each(["x", "e.1", "../..", "0.-1", "NaN", "-5", "9".repeat(90), "%F0%9F%98%80"])(
  "the cursor %j leads to a resync, and nothing that waits is skipped",
  async (after) => {
    const { ask, askTablet } = await account();
    await askTablet("POST", "/api/devices/me/messages", { json: note("Waits") });
    const { json } = await ask("GET", `${EVENTS}?after=${after}&wait=5`);
    expect(json).toMatchObject({ resync: { reason: expect.stringMatching(/./) }, data: [{ seq: 1 }] });
  },
);

test("a cursor from the future or of another time leads to a resync that says so", async () => {
  const { ask } = await account();
  const { after } = (await ask("GET", EVENTS)).json as Part;
  const [epoch] = after.split(".");
  const reason = async (cursor: string) =>
    ((await ask("GET", `${EVENTS}?after=${cursor}`)).json as Part).resync?.reason;
  expect(await reason(`${epoch}.7`)).toBe("future");
  expect(await reason("0192d4a0-7c1e-7b3a-9f52-4e8d6c1b2a90.0")).toBe("other_epoch");
});

test.each([
  ["POST", "/api/devices/me/acks", { seq: -1 }, 400],
  ["POST", "/api/devices/me/acks", { seq: "1" }, 400],
  ["POST", "/api/devices/me/acks", { seq: 1 }, 400],
  ["POST", "/api/devices/me/acks", [], 400],
  ["POST", "/api/devices/me/reads", { ids: [] }, 400],
  ["POST", "/api/devices/me/reads", { ids: ["x"] }, 400],
  ["POST", "/api/devices/me/messages", { type: "note" }, 400],
  ["POST", "/api/devices/me/messages", note("x", { to: "0192d4a0-7c1e-7b3a-9f52-4e8d6c1b2a90" }), 404],
  ["POST", "/api/devices/me/messages", note("\u0000"), 400],
  ["POST", "/api/devices/me/messages", note("\ud800"), 400],
  ["POST", "/api/devices/me/messages", note("x", { type: "x", data: { long: "x".repeat(70_000) } }), 413],
  ["POST", "/api/devices/me/messages", note("x".repeat(1_000_000)), 413],
  ["POST", "/api/devices/me/messages", JSON.parse('{"__proto__":{"x":1}}'), 400],
  ["GET", `${EVENTS}?wait=51`, undefined, 400],
  ["GET", `${EVENTS}?wait=-1`, undefined, 400],
  ["GET", `${EVENTS}?limit=0`, undefined, 400],
  ["GET", `${EVENTS}?limit=257`, undefined, 400],
  ["GET", `${EVENTS}?after=a&after=b`, undefined, 400],
  ["GET", `${EVENTS}?surprise=1`, undefined, 400],
  ["DELETE", "/api/devices/me/messages/x", undefined, 404],
  ["PUT", "/api/devices/me/acks", undefined, 405],
])("%s %s with what does not fit is refused and changes nothing", async (method, address, json, status) => {
  const { ask, phone } = await account();
  expectProblem(await ask(method, address, { json }), status);
  expect(await db.message.count({ where: { senderDeviceId: phone.id } })).toBe(0);
});

test("a phone that slept through 10,000 messages catches up by long poll and goes on by socket: no gap, no repeat", async () => {
  const { userId, phone, tablet, ask } = await account();
  const sender = { userId, deviceId: tablet.id };
  const say = (text: string) => sendMessage(sender, MessageInput.parse(note(text)));
  const all: string[] = [];
  for (let n = 0; n < 10_000; n += 500) {
    const texts = Array.from({ length: 500 }, (_, at) => `${n + at}`);
    all.push(...(await Promise.all(texts.map(say))).map(({ id }) => id));
  }

  const heard: Event[] = [];
  let after = "";
  for (let more = true; more && heard.length < 9_000; ) {
    const part = (await ask("GET", `${EVENTS}?limit=256&wait=1&after=${after}`)).json as Part;
    heard.push(...part.data);
    ({ after, more } = part);
    await ask("POST", "/api/devices/me/acks", { json: { seq: heard.at(-1)?.seq } });
  }
  const socket = device(server, { token: phone.token, after });
  open.push(socket);
  await until(() => heard.length + socket.events.length === all.length, 30_000);
  heard.push(...socket.events);

  expect(heard.map(({ seq }) => seq)).toEqual(all.map((_, at) => at + 1));
  expect(heard.map(({ id }) => id)).toEqual(all);
}, 120_000);
