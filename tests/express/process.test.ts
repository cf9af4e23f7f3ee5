import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { io } from "socket.io-client";
import { afterAll, expect, test } from "vitest";
import { startServer } from "../setup/server";

const root = path.resolve(import.meta.dirname, "../..");
const empty = () => mkdtempSync(path.join(tmpdir(), "atelier-process-"));
const folders: string[] = [];
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Starts the built server in a folder of its own, from a working directory that is not the project's. */
function start(env: Record<string, string>) {
  const cwd = empty();
  folders.push(cwd);
  const began = Date.now();
  const child = spawn(process.execPath, [path.join(root, "build/server.js")], {
    cwd,
    env: { PATH: process.env.PATH, NODE_ENV: "production", PORT: "0", SAMPLE_DATA: "off", ...env },
  });
  children.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const ended = once(child, "exit").then(([code]) => ({
    code: code as number | null,
    output,
    ms: Date.now() - began,
  }));
  return { child, cwd, ended, output: () => output };
}

/** When this is answered, what other connections sent before has been read. */
const heardBy = (origin: string) => fetch(`${origin}/healthz`);

/** Until nobody is let in any more. */
const shut = (origin: string) =>
  expect.poll(() => heardBy(origin).then(Boolean, () => false), { interval: 10, timeout: 3_000 }).toBe(false);

test.each([
  [{ PORT: "many" }, "PORT"],
  [{ TRUST_PROXY: "10.0.0.0/99" }, "TRUST_PROXY"],
  [{ TRUST_PROXY: "anybody" }, "TRUST_PROXY"],
  [{ PUBLIC_URL: "shop.test" }, "PUBLIC_URL"],
  [{ SESSION_SECRETS: "short" }, "SESSION_SECRETS"],
  [{ SESSION_SECRETS: "changemechangemechangemechangeme" }, "SESSION_SECRETS"],
  [{ DATABASE_URL: "mysql://db/shop" }, "DATABASE_URL"],
  [{ DATABASE_URL: "postgresql://nobody:hidden@127.0.0.1:1/shop" }, "DATABASE_URL"],
  [{ DATA_DIR: "/dev/null/shop" }, "DATA_DIR"],
  [{ HSTS_SUBDOMAINS: "yes" }, "HSTS_SUBDOMAINS"],
] as [Record<string, string>, string][])(
  "a bad value stops the start with one sentence: %j",
  async (env, name) => {
    const { code, output } = await start(env).ended;
    expect(code).toBe(1);
    expect(output.trim().split("\n")).toHaveLength(1);
    expect(output).toContain(name);
    expect(output).not.toMatch(/\bat .*:\d+|hidden/);
  },
);

test("an empty folder is enough, and its secrets are for this account only", async () => {
  const server = start({});
  await expect.poll(server.output, { timeout: 10_000 }).toContain("Atelier is open at http://localhost:");
  expect(server.output()).toContain("/install?token=");
  expect(readdirSync(path.join(server.cwd, "data"))).toContain("atelier.db");
  expect(statSync(path.join(server.cwd, "data/secrets.json")).mode & 0o777).toBe(0o600);
  server.child.kill("SIGTERM");
  expect((await server.ended).code).toBe(0);
});

test("a second server on the same folder, and one on a port that is taken, end with one sentence", async () => {
  const first = await startServer();
  const second = await start({ DATA_DIR: process.env.DATA_DIR ?? "" }).ended;
  expect(second).toMatchObject({ code: 1, output: expect.stringMatching(/^[^\n]+\n$/) });
  expect(second.output).toContain("DATA_DIR");
  const third = await start({ PORT: new URL(first.origin).port }).ended;
  expect(third).toMatchObject({ code: 1, output: expect.stringMatching(/^[^\n]+\n$/) });
  expect(third.output).toContain("PORT");
  expect((await first.fetch("/healthz")).status).toBe(200);
  await first.stop();
});

test("a request under way is finished before the process ends, and newcomers are not let in", async () => {
  const server = await startServer();
  const { port } = new URL(server.origin);
  const socket = connect(Number(port), "127.0.0.1");
  let text = "";
  socket.on("data", (chunk) => (text += chunk));
  socket.write(
    "POST /api/products HTTP/1.1\r\nHost: shop.test\r\nx-api-key: none\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{",
  );
  const idle = connect(Number(port), "127.0.0.1");
  await heardBy(server.origin);
  const began = Date.now();
  const ended = server.stop();
  await shut(server.origin);
  socket.write('"a": "b"}');
  await ended;
  expect(text).toMatch(/^HTTP\/1\.1 40[01]/);
  expect(Date.now() - began).toBeLessThan(5_000);
  idle.destroy();
});

test("neither an open socket nor a request that never ends holds up the end", async () => {
  const server = await startServer();
  const device = io(`${server.origin}/relay`, { auth: { token: "nobody" }, transports: ["websocket"] });
  await new Promise((resolve) => device.once("connect_error", resolve));
  const stuck = connect(Number(new URL(server.origin).port), "127.0.0.1");
  stuck.on("error", () => undefined);
  stuck.write(
    "POST /login HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 100\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\na",
  );
  await heardBy(server.origin);
  const began = Date.now();
  await server.stop();
  expect(Date.now() - began).toBeLessThan(5_000);
  device.close();
  stuck.destroy();
});

test("a second signal ends the process at once", async () => {
  const server = start({});
  await expect.poll(server.output, { timeout: 10_000 }).toContain("http://localhost:");
  const port = Number(/localhost:(\d+)/.exec(server.output())?.[1]);
  const origin = `http://127.0.0.1:${port}`;
  const stuck = connect(port, "127.0.0.1");
  stuck.on("error", () => undefined);
  stuck.write("POST /login HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 100\r\n\r\na");
  await heardBy(origin);
  server.child.kill("SIGTERM");
  await shut(origin);
  const began = Date.now();
  server.child.kill("SIGINT");
  expect((await server.ended).code).toBe(1);
  expect(Date.now() - began).toBeLessThan(500);
});
