import { beforeAll, expect, test } from "vitest";
import { sessionCookie } from "~/auth/cookies.server";
import { db, dialect } from "~/db/client.server";
import { createDevice } from "~/models/device/registry.server";
import { QUOTA } from "~/models/relay/quota.server";
import { sendToGroup } from "~/models/relay/sending.server";
import { startSession } from "~/models/session/session.server";
import { setFeature } from "~/models/site/feature.server";
import { accountWith } from "../factories/messages";
import { createUser } from "../factories/people";
import { opened, startFleet } from "../setup/fleet";
import { program } from "../setup/program";
import type { RunningServer } from "../setup/server";
import { airDevice } from "./air-device";
import { device, until } from "./device";

// The embedded database has one process.
const inFleet = test.runIf(dialect === "postgresql");
/** How soon one process knows what another did; without being told it would look five seconds later. */
const SOON_MS = 2_000;

let one: RunningServer;
let other: RunningServer;

beforeAll(async () => {
  if (dialect === "sqlite") return;
  [one, other] = await startFleet();
});

const addFeature = (name: string) =>
  setFeature({ name, enabled: true, public: true, description: "" }, { actor: "test" });

let names = 0;
const note = (text: string, more: object = {}) => ({
  clientId: `fleet-${++names}`,
  to: "all",
  type: "note",
  data: { text },
  ...more,
});

/** Two phones of one account, one at each server. */
async function apart() {
  const { userId, devices } = await accountWith(2);
  const [here, there] = devices as [(typeof devices)[0], (typeof devices)[0]];
  const near = opened(device(one, { token: here.token }));
  const far = opened(device(other, { token: there.token }));
  await until(() => near.cursor() !== "" && far.cursor() !== "");
  return { userId, here, there, near, far };
}

inFleet("messages arrive at a phone of another process at once, in order, once", async () => {
  const { near, far } = await apart();
  const texts = Array.from({ length: 60 }, (_, at) => `Message ${at}`);

  const began = Date.now();
  expect(await near.ask("message:send", note("First"))).toMatchObject({ ok: true });
  await until(() => far.events.length === 1, SOON_MS);
  expect(Date.now() - began).toBeLessThan(SOON_MS);
  const sending = texts.map((text) => near.socket.timeout(5_000).emitWithAck("message:send", note(text)));
  const back = texts.map((text) => far.socket.timeout(5_000).emitWithAck("message:send", note(text)));
  for (const said of await Promise.all([...sending, ...back])) expect(said).toMatchObject({ ok: true });

  await until(() => far.events.length >= 61 && near.events.length >= 60, SOON_MS);
  await new Promise((resolve) => setTimeout(resolve, 300));
  for (const [{ events }, expected] of [
    [far, ["First", ...texts]],
    [near, texts],
  ] as const) {
    expect(events.map(({ data }) => (data as { text: string }).text)).toEqual(expected);
    const seqs = events.map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  }
});

inFleet("what comes to a phone from both processes at once comes in order, and once", async () => {
  const { userId, near, far } = await apart();
  const third = await createDevice({ userId, name: "Watch", model: "" });
  const watch = opened(device(other, { token: third.token }));
  await until(() => watch.cursor() !== "");
  const said = Array.from({ length: 100 }, (_, at) =>
    [near, far][at % 2]?.socket.timeout(5_000).emitWithAck("message:send", note(`Both ${at}`)),
  );
  await Promise.all(said);
  await until(() => watch.events.length >= 100, SOON_MS);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const seqs = watch.events.map(({ seq }) => seq);
  expect(seqs).toEqual(Array.from({ length: 100 }, (_, at) => at + 1));
});

inFleet("a long poll and a stream of another process hear at once", async () => {
  const { devices } = await accountWith(3);
  const [sender, poller, listener] = devices.map(({ token }) => ({ Authorization: `Bearer ${token}` }));
  const asked = program(other, poller)("GET", "/api/devices/me/events?wait=20");
  const leave = new AbortController();
  opened({ close: () => leave.abort() });
  const stream = await other.fetch("/api/devices/me/events", {
    headers: { ...listener, Accept: "text/event-stream" },
    signal: leave.signal,
  });
  let heard = "";
  void (async () => {
    for await (const part of stream.body ?? []) heard += new TextDecoder().decode(part as Uint8Array);
  })().catch(() => undefined);
  await until(() => heard.includes("event: ready"));

  await program(one, sender)("POST", "/api/devices/me/messages", { json: note("Wake up") });
  const began = Date.now();
  expect((await asked).json).toMatchObject({ data: [{ data: { text: "Wake up" } }] });
  await until(() => heard.includes("Wake up"), SOON_MS);
  expect(Date.now() - began).toBeLessThan(SOON_MS);
});

inFleet("an open inbox of another process looks again when something came and when it was read", async () => {
  const { userId, near } = await apart();
  const session = await startSession({ userId, address: "127.0.0.1", userAgent: "test" });
  const [cookie = ""] = (await sessionCookie(false).serialize(session)).split(";");
  const leave = new AbortController();
  opened({ close: () => leave.abort() });
  const answer = await other.fetch("/inbox/events", { headers: { Cookie: cookie }, signal: leave.signal });
  let text = "";
  void (async () => {
    for await (const part of answer.body ?? []) text += new TextDecoder().decode(part as Uint8Array);
  })().catch(() => undefined);
  const changes = () => text.split("event: changed").length - 1;
  await until(() => changes() === 1);

  const { id } = await near.ask("message:send", note("For the inbox"));
  await until(() => changes() >= 2, SOON_MS);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const before = changes();
  await near.ask("message:read", { ids: [id] });
  await until(() => changes() > before, SOON_MS);
});

inFleet("a process whose line to the database was cut hears what it missed", async () => {
  const { near, far } = await apart();
  const { id: userId } = await createUser();
  const app = opened(airDevice(other, await createDevice({ userId, name: "App", model: "" })));
  await until(() => app.states.length > 0);
  const cut = () => db.$queryRaw<{ cut: boolean }[]>`
    SELECT pg_terminate_backend("pid") AS "cut" FROM pg_stat_activity
    WHERE application_name = 'atelier listens' AND datname = current_database()`;
  for (let round = 0; round < 3; round++) {
    await until(async () => (await cut()).length > 0, SOON_MS);
    const name = `cut_${round}`;
    await near.ask("message:send", note(name));
    await addFeature(name);
    await until(() => far.events.some(({ data }) => (data as { text: string }).text === name), 2_000);
    await until(() => app.states.some(({ features = {} }) => name in features), 2_000);
  }
  expect(far.events).toHaveLength(3);
});

inFleet("a mailbox that another process emptied begins anew at once", async () => {
  const { there, far } = await apart();
  await db.$executeRaw`
    INSERT INTO "Message" ("id", "seq", "type", "data", "at") VALUES ('old', 0, 'note', '{}', ${new Date(0)})`;
  await db.$executeRaw`
    INSERT INTO "RelayMessage" ("deviceId", "seq", "messageId")
    SELECT ${there.id}, number, 'old' FROM generate_series(1, ${QUOTA.device}) AS number`;
  await db.device.update({ where: { id: there.id }, data: { lastSeq: QUOTA.device } });

  await sendToGroup({ actor: "test" }, { deviceIds: [there.id] }, { type: "note", data: { text: "Anew" } });

  await until(() => far.events.some(({ data }) => (data as { text: string }).text === "Anew"), 3_000);
  expect(far.resyncs.map(({ reason }) => reason)).toContain("overflow");
});
