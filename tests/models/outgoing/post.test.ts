import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createNetServer, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { postOutside } from "~/models/outgoing/post.server";

const sent = { headers: { "Content-Type": "application/json" }, body: "{}" };
const atHome = { allowed: { home: true }, timeoutMs: 2_000 };
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function receiver(listener: RequestListener) {
  const server = createServer(listener);
  let connections = 0;
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, connections: () => connections };
}

async function wire(answer: (socket: Socket) => void) {
  const server = createNetServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => answer(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test("what is sent arrives as it is, under the name that was called", async () => {
  let heard: unknown;
  const { port } = await receiver(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    heard = { method: request.method, url: request.url, host: request.headers.host, body };
    response.writeHead(202, { "X-Kind": "test" }).end("thanks");
  });
  const resolve = async () => [{ address: "127.0.0.1" }];
  const answer = await postOutside(
    `http://hooks.example:${port}/in?a=1`,
    { ...sent, body: '{"ä":1}' },
    { ...atHome, resolve },
  );
  expect(heard).toEqual({ method: "POST", url: "/in?a=1", host: `hooks.example:${port}`, body: '{"ä":1}' });
  expect(answer).toMatchObject({ status: 202, body: "thanks", headers: { "x-kind": "test" } });
});

test("a redirect is an answer, and where it leads nobody is called", async () => {
  const inside = await receiver((_, response) => response.end("secret"));
  const outside = await receiver((_, response) =>
    response.writeHead(307, { Location: `http://127.0.0.1:${inside.port}/` }).end(),
  );
  const answer = await postOutside(`http://127.0.0.1:${outside.port}/`, sent, atHome);
  expect(answer.status).toBe(307);
  expect(inside.connections()).toBe(0);
});

test("machines at home get no connection, by whatever name or notation", async () => {
  const inside = await receiver((_, response) => response.end("secret"));
  const { port } = inside;
  for (const host of [
    "127.0.0.1",
    "localhost",
    "2130706433",
    "0x7f.1",
    "0177.0.0.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "0",
  ]) {
    const attempt = postOutside(`https://${host}:${port}/`, sent, {
      timeoutMs: 2_000,
      allowed: { home: false },
    });
    await expect(attempt).rejects.toMatchObject({ name: "NoAnswer" });
  }
  expect(inside.connections()).toBe(0);
});

test("a name that changes its mind after it was checked leads nobody inside", async () => {
  const inside = await receiver((_, response) => response.end("secret"));
  const answers = ["8.8.8.8"];
  const resolve = async () => [{ address: answers.shift() ?? "127.0.0.1" }];
  const attempt = postOutside(`https://rebound.example:${inside.port}/`, sent, {
    timeoutMs: 300,
    resolve,
    allowed: { home: false },
  });
  await expect(attempt).rejects.toMatchObject({ name: "NoAnswer" });
  expect(inside.connections()).toBe(0);
  expect(answers).toEqual([]);
});

test.each<[string, (socket: Socket) => void]>([
  ["hangs", () => undefined],
  [
    "sends headers and then hangs",
    (socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab"),
  ],
  [
    "drips",
    (socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
      const drip = setInterval(() => socket.write("a"), 20);
      socket.once("close", () => clearInterval(drip));
    },
  ],
])("an answer that %s is given up when the time is over", async (_, answer) => {
  const url = await wire(answer);
  const attempt = postOutside(url, sent, { ...atHome, timeoutMs: 200 });
  await expect(attempt).rejects.toThrow("within 0.2 seconds");
});

test("a name server that hangs counts against the same time", async () => {
  const resolve = () => new Promise<never>(() => undefined);
  const attempt = postOutside("https://hooks.example/", sent, { timeoutMs: 100, resolve });
  await expect(attempt).rejects.toThrow("within 0.1 seconds");
});

test.each<[string, (socket: Socket) => void]>([
  ["dies before the headers", (socket) => socket.destroy()],
  ["dies in the middle", (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab")],
  ["is no HTTP", (socket) => socket.end("hello\r\n\r\n")],
])("an answer that %s is none", async (_, answer) => {
  await expect(postOutside(await wire(answer), sent, atHome)).rejects.toMatchObject({ name: "NoAnswer" });
});

test("of an answer without end the beginning is kept, and what a database cannot store is left out", async () => {
  const { port } = await receiver((_, response) => {
    response.write("a\u0000b");
    const flood = setInterval(() => response.write("x".repeat(10_000)), 1);
    response.on("close", () => clearInterval(flood));
  });
  const { body } = await postOutside(`http://127.0.0.1:${port}/`, sent, atHome);
  expect(body).toHaveLength(4_096);
  expect(body.startsWith("a\ufffdb")).toBe(true);
});
