import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { startServer } from "../setup/server";
import { sendRaw } from "./raw";

const server = await startServer();

const residentKb = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1]);

/** Sends zeros until it is cut off, and says how many bytes it got rid of. */
function pour(head: string, chunk: string, limitBytes: number) {
  const { hostname, port } = new URL(server.origin);
  return new Promise<{ text: string; sent: number }>((resolve) => {
    let text = "";
    let sent = 0;
    const socket = connect(Number(port), hostname, () => {
      socket.write(head);
      const more = () => {
        while (sent < limitBytes && !socket.destroyed) {
          sent += chunk.length;
          if (!socket.write(chunk)) return;
        }
      };
      socket.on("drain", more);
      more();
    });
    socket.on("data", (bytes) => (text += bytes));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve({ text, sent: sent - socket.writableLength }));
  });
}

test.each(["/api/products", "/login", "/nothing"])(
  "a body of 1 GB to %s is refused without being read",
  async (path) => {
    await server.fetch(path, {
      method: "POST",
      body: "warm",
      headers: { "Content-Type": "application/json" },
    });
    const before = residentKb();
    const length = 1_000_000_000;
    const chunk = "0".repeat(1_000_000);
    const head = `POST ${path} HTTP/1.1\r\nHost: shop.test\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
    const { text, sent } = await pour(head, chunk, length);
    expect(text).toContain("HTTP/1.1 413");
    expect(text).toMatch(/connection: close/i);
    expect(sent).toBeLessThan(50_000_000);
    expect(residentKb() - before).toBeLessThan(20_000);
  },
);

test("a body that does not say how long it is ends at the limit too", async () => {
  const before = residentKb();
  const chunk = `${(1_000_000).toString(16)}\r\n${"0".repeat(1_000_000)}\r\n`;
  const head =
    "POST /api/products HTTP/1.1\r\nHost: shop.test\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
  const { text, sent } = await pour(head, chunk, 1_000_000_000);
  expect(text).toMatch(/HTTP\/1\.1 4(?:01|13)/);
  expect(sent).toBeLessThan(50_000_000);
  expect(residentKb() - before).toBeLessThan(20_000);
});

test("a sender who waits for leave to send learns the limit first", async () => {
  const answer = await sendRaw(
    server,
    "POST /api/products HTTP/1.1\r\nHost: shop.test\r\nContent-Type: application/json\r\nContent-Length: 1000000000\r\nExpect: 100-continue\r\n\r\n",
  );
  expect(answer.status).toBe(413);
  expect(answer.closed).toBe(true);
});

test("headers that do not come to an end are cut off within 15 seconds, and nobody else waits meanwhile", {
  timeout: 30_000,
}, async () => {
  const slow = Array.from({ length: 200 }, () =>
    sendRaw(server, "GET / HTTP/1.1\r\nHost: shop.test\r\nX-A: ", 15_000),
  );
  let over = 0;
  for (const each of slow) void each.then(() => over++);
  expect((await server.fetch("/healthz")).status).toBe(200);
  expect(over).toBe(0);
  const answers = await Promise.all(slow);
  expect(answers.filter(({ closed }) => closed)).toHaveLength(200);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([408]));
});
