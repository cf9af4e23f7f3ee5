import { io, type Socket } from "socket.io-client";
import { expect } from "vitest";
import { accountWith } from "../factories/messages";
import { type RunningServer, startServer } from "../setup/server";

type Heard = { seq: number; id: string; after: string };
type Transport = "socket" | "poll" | "stream";
const TRANSPORTS: Transport[] = ["socket", "socket", "socket", "poll", "stream"];

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** An app that never gives up: it comes back behind the last message it has, and sends each message until it is acknowledged. */
function phone(server: RunningServer, token: string, transport: Transport) {
  const heard: Heard[] = [];
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  let after = "";
  let over = false;
  let socket: Socket | undefined;
  const leave = new AbortController();

  function keep(event: Heard) {
    heard.push(event);
    after = event.after;
  }

  function bySocket() {
    socket = io(`${server.origin}/relay`, {
      auth: (send) => send({ token, after }),
      transports: ["websocket"],
      reconnectionDelay: 50,
      reconnectionDelayMax: 200,
      forceNew: true,
    });
    socket.on("event", (event: Heard) => {
      keep(event);
      socket?.emit("ack", { seq: event.seq });
    });
  }

  async function poll() {
    const address = `/api/devices/me/events?wait=5&limit=256&after=${after}`;
    const answer = await server.fetch(address, { headers, signal: leave.signal });
    const { data } = (await answer.json()) as { data: Heard[] };
    data.forEach(keep);
    const seq = data.at(-1)?.seq;
    if (seq !== undefined) await post("acks", { seq });
  }

  async function listen() {
    const stream = { ...headers, Accept: "text/event-stream", "Last-Event-ID": after };
    const answer = await server.fetch("/api/devices/me/events", { headers: stream, signal: leave.signal });
    let rest = "";
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) {
      rest += decoder.decode(chunk as Uint8Array, { stream: true });
      const frames = rest.split("\n\n");
      rest = frames.pop() ?? "";
      const events = frames.filter((frame) => /^event: event$/m.test(frame));
      for (const frame of events) keep(JSON.parse(/^data: (.*)$/m.exec(frame)?.[1] ?? ""));
      const seq = heard.at(-1)?.seq;
      if (events.length > 0 && seq !== undefined) await post("acks", { seq });
    }
  }

  const post = (noun: string, json: object) =>
    server.fetch(`/api/devices/me/${noun}`, { method: "POST", headers, body: JSON.stringify(json) });

  async function hearByHttp() {
    while (!over) await (transport === "poll" ? poll() : listen()).catch(() => pause(50));
  }

  /** Returns the id under which it is kept. */
  async function send(clientId: string): Promise<string> {
    const message = { clientId, to: "all", type: "note", data: { text: clientId } };
    for (;;) {
      const id = await (transport === "socket" ? sendBySocket(message) : sendByHttp(message)).catch(
        () => null,
      );
      if (id) return id;
      await pause(50);
    }
  }

  async function sendBySocket(message: object): Promise<string | null> {
    const answer = await socket?.timeout(2_000).emitWithAck("message:send", message);
    return answer?.ok ? answer.id : null;
  }

  async function sendByHttp(message: object): Promise<string | null> {
    const answer = await post("messages", message);
    return answer.ok ? ((await answer.json()) as { data: { id: string } }).data.id : null;
  }

  if (transport === "socket") bySocket();
  else void hearByHttp();
  return {
    heard,
    send,
    close() {
      over = true;
      leave.abort();
      socket?.disconnect();
    },
  };
}

type Rounds = {
  rounds: number;
  roundMs: number;
  perSecond: number;
  /** A server of the same shop that is not killed; every second device is there. */
  beside?: RunningServer;
};

/**
 * Kills the server again and again while ten devices on mixed transports send to each other, and then looks at what each has
 * heard: every acknowledged message of the others, once, in order. Returns how many messages that were.
 */
export async function killDuringSends({ rounds, roundMs, perSecond, beside }: Rounds) {
  const { devices } = await accountWith(10);
  const server = await startServer();
  const phones = devices.map(({ token }, at) =>
    phone((at % 2 === 1 && beside) || server, token, TRANSPORTS[at % 5] ?? "socket"),
  );
  const acknowledged: { id: string; by: number }[] = [];
  const sending = new Set<Promise<unknown>>();
  let count = 0;
  const ticking = setInterval(() => {
    const by = count % phones.length;
    const sent = phones[by]?.send(`message-${++count}`).then((id) => acknowledged.push({ id, by }));
    if (!sent) return;
    sending.add(sent);
    void sent.finally(() => sending.delete(sent));
  }, 1_000 / perSecond);

  for (let round = 0; round < rounds; round++) {
    await pause(roundMs * (0.5 + Math.random()));
    await server.kill();
    await server.start();
  }
  await pause(roundMs);
  clearInterval(ticking);
  await Promise.all(sending);

  const wanted = phones.map(
    (_, at) => new Set(acknowledged.filter(({ by }) => by !== at).map(({ id }) => id)),
  );
  const end = Date.now() + 60_000;
  while (phones.some(({ heard }, at) => heard.length < (wanted[at]?.size ?? 0)) && Date.now() < end)
    await pause(50);
  await pause(500);
  for (const one of phones) one.close();
  await server.stop();

  for (const [at, { heard }] of phones.entries()) {
    const ids = heard.map(({ id }) => id);
    const lost = [...(wanted[at] ?? [])].filter((id) => !ids.includes(id));
    expect(lost, `phone ${at} misses what was acknowledged`).toEqual([]);
    expect(new Set(ids).size, `phone ${at} heard something twice`).toBe(ids.length);
    const seqs = heard.map(({ seq }) => seq);
    expect(seqs, `phone ${at} heard out of order`).toEqual([...seqs].sort((a, b) => a - b));
  }
  return acknowledged.length;
}
