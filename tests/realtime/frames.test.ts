import fc from "fast-check";
import { afterEach, beforeAll, expect, test } from "vitest";
import { createDevice } from "~/models/device/registry.server";
import { createUser } from "../factories/people";
import { type RunningServer, startServer } from "../setup/server";
import { airDevice } from "./air-device";
import { until } from "./device";
import { dial, type Frame, frame, join } from "./wire";

let server: RunningServer;
let pid: number | undefined;
let token: string;
let ask: () => Promise<unknown>;

beforeAll(async () => {
  const { id: userId } = await createUser();
  const [one, two] = [await named(userId, "Phone"), await named(userId, "Tablet")];
  token = (await named((await createUser()).id, "Attacker")).token;
  server = await startServer();
  pid = server.pid;
  const [phone, tablet] = [airDevice(server, one), airDevice(server, two)];
  await until(() => phone.states.length > 0 && tablet.states.length > 0);
  ask = () => phone.ask("signal", { to: two.id, type: "undisturbed" });
});

const named = (userId: string, name: string) => createDevice({ userId, name, model: "" });

/** The process lives, nothing in it went astray, and other devices still reach each other. */
afterEach(async () => {
  expect(await ask()).toEqual({ ok: true, reached: 1 });
  expect((await server.fetch("/healthz")).status).toBe(200);
  expect(server.pid).toBe(pid);
  expect(server.output()).not.toMatch(/uncaught exception|unhandled rejection|"level":[56]0/);
});

type Door = "/air" | "/relay" | null;

async function enter(door: Door) {
  const wire = await dial(server.origin);
  if (door) expect(await join(wire, door, { token })).toContain('"sid"');
  return wire;
}

/** Writes, and waits until the server has met it all: it hung up, or answers a ping that came behind. */
async function write(door: Door, bytes: Buffer[]) {
  const wire = await enter(door);
  let ponged = false;
  wire.socket.on("data", () => {
    ponged = true;
  });
  for (const part of bytes) wire.write(part);
  wire.frame({ opcode: 9, payload: "" });
  await Promise.race([wire.ended, until(() => ponged, 1_000).catch(() => {})]);
  wire.hangUp();
}

const door = fc.constantFrom<Door>("/air", "/relay", null);
const anyFrame: fc.Arbitrary<Frame> = fc.record({
  opcode: fc.nat(15),
  payload: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fin: fc.boolean(),
  masked: fc.boolean(),
  rsv: fc.nat(7),
});

test("frames of any kind harm nobody", async () => {
  await fc.assert(
    fc.asyncProperty(door, fc.array(anyFrame, { minLength: 1, maxLength: 12 }), async (where, frames) => {
      await write(where, frames.map(frame));
    }),
    { numRuns: 150 },
  );
});

const number = fc.oneof(fc.nat(20).map(String), fc.constantFrom("", "-1", "9".repeat(30), "1e9"));
const event = fc.oneof(
  fc.constantFrom("ack", "signal", "message:send", "message:read", "message:withdraw", "message:state"),
  fc.constantFrom(
    "connect",
    "disconnect",
    "disconnecting",
    "error",
    "newListener",
    "__proto__",
    "constructor",
  ),
  fc.nat(),
  fc.string(),
);
const body = fc.oneof(
  fc.tuple(event, fc.jsonValue({ maxDepth: 6 })).map((parts) => JSON.stringify(parts)),
  fc.tuple(event, fc.constant({ _placeholder: true, num: 0 })).map((parts) => JSON.stringify(parts)),
  fc.json(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("[", "{}", "null", "[]", '[{"a":1}]', `${"[".repeat(5_000)}${"]".repeat(5_000)}`),
);
/** Packets of Socket.IO, nearly right: type, attachments, namespace, acknowledgement, payload. */
const packet = fc
  .tuple(
    fc.constantFrom("4", "4", "4", "4", "4", "4", "0", "1", "2", "3", "5", "6", "7", "b"),
    fc.constantFrom("0", "1", "2", "2", "2", "2", "3", "4", "5", "6", "7", "9", ""),
    fc.oneof(
      fc.constant(""),
      fc.constant(""),
      number.map((count) => `${count}-`),
    ),
    fc.constantFrom("/air,", "/relay,", "/air,", "/relay,", "/", "", "/nowhere,", "/air?x=1,"),
    fc.oneof(number, fc.constant("7")),
    body,
  )
  .map((parts) => parts.join(""));

test("packets of any kind harm nobody", async () => {
  await fc.assert(
    fc.asyncProperty(door, fc.array(packet, { minLength: 1, maxLength: 12 }), async (where, packets) => {
      await write(
        where,
        packets.map((payload) => frame({ opcode: 1, payload })),
      );
    }),
    { numRuns: 250 },
  );
});

/** What the parser lets through: any name, also a number, any payload, an answer wanted or not. */
const events = fc.array(
  fc.tuple(event, fc.array(fc.jsonValue({ maxDepth: 6 }), { maxLength: 3 }), fc.boolean()),
  {
    minLength: 1,
    maxLength: 12,
  },
);

test("events of any name with any payload harm nobody", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom("/air" as const, "/relay" as const), events, async (where, sent) => {
      const packets = sent.map(
        ([name, payload, wanted]) => `42${where},${wanted ? "7" : ""}${JSON.stringify([name, ...payload])}`,
      );
      await write(
        where,
        packets.map((payload) => frame({ opcode: 1, payload })),
      );
    }),
    { numRuns: 150 },
  );
});

test.each([
  ["eleven attachments announced", '4511-/air,["signal",{"_placeholder":true,"num":0}]'],
  ["a million attachments announced", '451000000-/air,["signal",{"_placeholder":true,"num":0}]'],
  ["an attachment that was never sent", '451-/air,["signal",{"_placeholder":true,"num":7}]'],
  ["an event without a name", "42/air,[]"],
  ["an event that is a number and wants an answer", "42/air,1[5]"],
  [
    "a second packet instead of the attachment",
    '451-/air,["signal",{"_placeholder":true,"num":0}]42/air,["x"]',
  ],
  ["an acknowledgement nobody asked for", "43/air,99[1]"],
  ["a connection to a namespace twice", "40/air,{}"],
  ["a payload that is no JSON", "42/air,[nonsense"],
])("%s ends the connection at most", async (_, text) => {
  await write("/air", [
    frame({ opcode: 1, payload: text }),
    frame({ opcode: 2, payload: Buffer.from([4, 1, 2]) }),
  ]);
});

test("a hundred thousand tiny fragments end their connection", async () => {
  const wire = await enter("/air");
  const tiny = frame({ opcode: 0, payload: "x", fin: false });
  wire.frame({ opcode: 1, payload: "4", fin: false });
  wire.write(Buffer.concat(Array.from({ length: 100_000 }, () => tiny)));
  await wire.ended;
});

test("a frame that claims to be endless ends its connection", async () => {
  const wire = await enter("/air");
  wire.write(Buffer.from([0x81, 0xff, 0x7f, 255, 255, 255, 255, 255, 255, 255, 1, 2, 3, 4]));
  await wire.ended;
});

test("ten thousand pings in one go are survived", async () => {
  const ping = frame({ opcode: 9, payload: "x".repeat(125) });
  await write("/air", [Buffer.concat(Array.from({ length: 10_000 }, () => ping))]);
});

test.each([
  ["bytes", "application/octet-stream", Buffer.from([0, 1, 255])],
  ["nonsense", "text/plain", "nonsense"],
  ["a packet cut short", "text/plain", '42/air,["sig'],
  ["ten thousand packets", "text/plain", Array.from({ length: 10_000 }, () => "42[1]").join("\u001e")],
])("%s sent to the polling door harm nobody", async (_, type, sent) => {
  const polling = "/socket.io/?EIO=4&transport=polling";
  const { sid } = JSON.parse((await (await server.fetch(polling)).text()).slice(1)) as { sid: string };
  const post = { method: "POST", headers: { "Content-Type": type }, body: sent };
  await server.fetch(`${polling}&sid=${sid}`, post).catch(() => null);
  const after = await server.fetch(`${polling}&sid=${sid}`).catch(() => null);
  expect(after?.status ?? 400).toBeLessThan(500);
});

test.each([
  "",
  "?EIO=3&transport=websocket",
  "?EIO=4&transport=carrier-pigeon",
  "?EIO=4&transport=websocket&sid=x",
])("a handshake with %j is refused", async (query) => {
  const wire = await dial(server.origin, { path: `/socket.io/${query}` }).catch(() => null);
  if (wire?.status === 101) await wire.ended;
  else expect(wire?.status ?? 400).toBe(400);
});
