import { afterEach, beforeAll, expect, test } from "vitest";
import { createDevice } from "~/models/device/registry.server";
import type { RelayEvent } from "~/realtime/protocol";
import { createUser } from "../factories/people";
import { foreignClients } from "../setup/foreign-clients";
import { type RunningServer, startServer } from "../setup/server";
import { cameTo, npmTalker, pythonTalker, type Talker } from "./talkers";

type Note = RelayEvent & { data: { text: string } };

const BOTH = ["/relay", "/air"];
const clients = [
  ["socket.io-client of npm", npmTalker, true],
  ["python3-socketio", pythonTalker, foreignClients.python.present],
] as const;

let server: RunningServer;
const talking: Talker[] = [];

beforeAll(async () => {
  server = await startServer();
});
afterEach(() => {
  for (const talker of talking.splice(0)) talker.end();
});

for (const [client, talker, present] of clients) {
  const spoken = test.skipIf(!present);
  const start = () => {
    const one = talker(server);
    talking.push(one);
    return one;
  };

  spoken(
    `${client}: what one device sends reaches the other once, and both hear how far it got`,
    async () => {
      const { phone, tablet } = await pair();
      const [here, there] = [start(), start()];
      expect(await here.connect(BOTH, { token: phone.token })).toBeNull();
      expect(await there.connect(BOTH, { token: tablet.token })).toBeNull();

      const note = { clientId: "n-1", to: tablet.id, type: "note", data: { text: "Call the printer" } };
      const sent = (await here.ask("/relay", "message:send", note)) as { id: string };
      expect(sent).toMatchObject({ ok: true, duplicate: false });
      expect(await here.ask("/relay", "message:send", note)).toEqual({ ...sent, duplicate: true });

      const [came] = await cameTo<Note>(there, "event", 1);
      expect(came).toMatchObject({ id: sent.id, type: "note", from: phone.id, data: note.data, seq: 1 });
      expect(await there.ask("/relay", "ack", { seq: 1 })).toEqual({ ok: true });
      expect(await there.ask("/relay", "message:read", { ids: [sent.id] })).toEqual({ ok: true, read: 1 });
      expect(await here.ask("/relay", "message:state", { id: sent.id })).toMatchObject({
        ok: true,
        copies: [{ deviceId: tablet.id, state: "read" }],
      });
    },
  );

  spoken(
    `${client}: what was taken back is gone, and what is refused says whether to try again`,
    async () => {
      const { phone, tablet } = await pair();
      const [here, there] = [start(), start()];
      await here.connect(["/relay"], { token: phone.token });
      await there.connect(["/relay"], { token: tablet.token });
      const link = { clientId: "l-1", to: "all", type: "link", data: { url: "https://shop.example/" } };
      const { id } = (await here.ask("/relay", "message:send", link)) as { id: string };
      await cameTo(there, "event", 1);

      expect(await here.ask("/relay", "message:withdraw", { id })).toEqual({ ok: true });
      const [, withdrawn] = await cameTo<RelayEvent>(there, "event", 2);
      expect(withdrawn).toMatchObject({ type: "message.withdrawn", data: { id } });
      const refused = { ok: false, code: "invalid", retryable: false };
      expect(await here.ask("/relay", "message:send", { ...link, to: 5 })).toMatchObject(refused);
      expect(await here.ask("/relay", "no:such", {})).toMatchObject({ ok: false, code: "unknown_event" });
    },
  );

  spoken(`${client}: a device that was away goes on where it was, in order`, async () => {
    const { phone, tablet } = await pair();
    const [here, there] = [start(), start()];
    await here.connect(["/relay"], { token: phone.token });
    await there.connect(["/relay"], { token: tablet.token });
    const [ready] = await cameTo<{ after: string }>(there, "ready", 1);
    await there.disconnect();
    for (const text of ["one", "two", "three"])
      await here.ask("/relay", "message:send", { clientId: text, to: "all", type: "note", data: { text } });

    await there.connect(["/relay"], { token: tablet.token, after: ready?.after ?? "" });

    const events = await cameTo<Note>(there, "event", 3);
    expect(events.map(({ data }) => data.text)).toEqual(["one", "two", "three"]);
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  spoken(`${client}: devices see each other on /air and pass signals on`, async () => {
    const { phone, tablet } = await pair();
    const [here, there] = [start(), start()];
    await here.connect(BOTH, { token: phone.token });
    await there.connect(BOTH, { token: tablet.token });
    const [state] = await cameTo<object>(here, "state", 1);
    expect(state).toMatchObject({ maintenance: { enabled: false } });
    await cameTo(here, "presence", 1);

    const signal = { to: "all", type: "timer.started", data: { seconds: 90 } };
    expect(await here.ask("/air", "signal", signal)).toEqual({ ok: true, reached: 1 });
    const [came] = await cameTo<object>(there, "signal", 1);
    expect(came).toEqual({ from: phone.id, type: "timer.started", data: { seconds: 90 } });
  });

  spoken(`${client}: a stranger is told why`, async () => {
    const token = "atl_dev_000000000000000000000000000000000000";
    expect(await start().connect(["/relay"], { token })).toBe("unauthorized");
  });
}

/** Two devices of one customer. */
async function pair() {
  const { id: userId } = await createUser({ role: "customer" });
  const phone = await createDevice({ userId, name: "Phone", model: "" });
  const tablet = await createDevice({ userId, name: "Tablet", model: "" });
  return { phone, tablet };
}
