import { randomBytes } from "node:crypto";
import { connect } from "node:net";

export type Frame = {
  opcode: number;
  payload: Buffer | string;
  fin?: boolean;
  masked?: boolean;
  rsv?: number;
};
type Options = {
  headers?: Record<string, string>;
  path?: string;
  /** Whether it answers the server's pings, and close frames. */
  alive?: boolean;
  onText?: (text: string) => void;
};

export type Wire = Awaited<ReturnType<typeof dial>>;

const HANDSHAKE = "/socket.io/?EIO=4&transport=websocket";
const TEXT = 1;
const CLOSE = 8;

/**
 * A WebSocket over bare TCP: cheap enough for thousands, and frames can be written that no library would write. `status` is
 * what the upgrade was answered with; the promise fails when the connection ends before.
 */
export async function dial(
  origin: string,
  { headers = {}, path = HANDSHAKE, alive = true, onText }: Options = {},
) {
  const { host, hostname, port } = new URL(origin);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  const texts: string[] = [];
  let buffered: Buffer = Buffer.alloc(0);
  const ended = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.on("error", () => {});

  const send = (text: string) => socket.write(frame({ opcode: TEXT, payload: text }));
  function hear(opcode: number, payload: Buffer) {
    if (opcode === CLOSE && alive) return socket.end(frame({ opcode: CLOSE, payload }));
    if (opcode !== TEXT) return;
    const text = payload.toString();
    if (text === "2") return alive && send("3");
    if (onText) onText(text);
    else texts.push(text);
  }
  function take(chunk: Buffer) {
    buffered = buffered.length > 0 ? Buffer.concat([buffered, chunk]) : chunk;
    for (let read = readFrame(buffered); read; read = readFrame(buffered)) {
      buffered = buffered.subarray(read.length);
      hear(read.opcode, read.payload);
    }
  }

  socket.write(upgrade(path, { Host: host, ...headers }));
  const head = await firstBytes(socket, "\r\n\r\n");
  const status = Number(head.text.split(" ")[1]);
  socket.on("data", take);
  if (head.rest.length > 0) take(head.rest);
  return {
    status,
    head: head.text,
    texts,
    socket,
    ended,
    send,
    write: (bytes: Buffer | string) => socket.write(bytes),
    frame: (written: Frame) => socket.write(frame(written)),
    hangUp: () => socket.destroy(),
  };
}

/** Joins a namespace; answers with what the server said to it, such as `40/air,{"sid":…}` or `44/air,{…}`. */
export async function join(wire: Wire, namespace: string, auth: unknown) {
  wire.send(`40${namespace},${JSON.stringify(auth)}`);
  return heard(wire, (text) => text.startsWith(`40${namespace},`) || text.startsWith(`44${namespace},`));
}

/** The first text that fits, come already or still to come. */
export async function heard(wire: Wire, fits: (text: string) => boolean, limitMs = 10_000) {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = wire.texts.find(fits);
    if (found !== undefined) return found;
    if (Date.now() > end || wire.socket.destroyed)
      throw new Error(`not heard; only ${wire.texts.join(" ").slice(0, 500)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function upgrade(path: string, headers: Record<string, string>) {
  const lines = {
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": randomBytes(16).toString("base64"),
    ...headers,
  };
  const written = Object.entries(lines).map(([name, value]) => `${name}: ${value}`);
  return `GET ${path} HTTP/1.1\r\n${written.join("\r\n")}\r\n\r\n`;
}

function firstBytes(socket: ReturnType<typeof connect>, until: string) {
  return new Promise<{ text: string; rest: Buffer }>((resolve, reject) => {
    let seen: Buffer = Buffer.alloc(0);
    const onClose = () => reject(new Error("the connection ended before the upgrade was answered"));
    const onData = (chunk: Buffer) => {
      seen = Buffer.concat([seen, chunk]);
      const end = seen.indexOf(until);
      if (end < 0) return;
      socket.off("data", onData);
      socket.off("close", onClose);
      resolve({ text: seen.subarray(0, end).toString(), rest: seen.subarray(end + until.length) });
    };
    socket.on("data", onData);
    socket.once("close", onClose);
  });
}

/** As RFC 6455 writes frames, section 5.2, unless told to break its rules. */
export function frame({ opcode, payload, fin = true, masked = true, rsv = 0 }: Frame) {
  const body = Buffer.from(payload);
  const head = [(fin ? 0x80 : 0) | (rsv << 4) | opcode];
  const bit = masked ? 0x80 : 0;
  if (body.length < 126) head.push(bit | body.length);
  else if (body.length < 65_536) head.push(bit | 126, body.length >> 8, body.length & 255);
  else head.push(bit | 127, 0, 0, 0, 0, ...[24, 16, 8, 0].map((shift) => (body.length >>> shift) & 255));
  if (!masked) return Buffer.concat([Buffer.from(head), body]);
  const mask = randomBytes(4);
  for (let at = 0; at < body.length; at++) body[at] = (body[at] ?? 0) ^ (mask[at & 3] ?? 0);
  return Buffer.concat([Buffer.from(head), mask, body]);
}

function readFrame(bytes: Buffer) {
  if (bytes.length < 2) return null;
  const short = (bytes[1] ?? 0) & 127;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < start) return null;
  const size = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? bytes.readUInt32BE(6) : short;
  if (bytes.length < start + size) return null;
  return {
    opcode: (bytes[0] ?? 0) & 15,
    payload: bytes.subarray(start, start + size),
    length: start + size,
  };
}
