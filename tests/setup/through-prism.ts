import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { document } from "./document";
import { judges } from "./judges";

const proxies = new Map<string, Promise<string>>();
const running: ChildProcess[] = [];
const folder = mkdtempSync(path.join(tmpdir(), "atelier-prism-"));
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** The address of a Prism that stands before a server and compares what passes with the document. */
export function prismBefore(origin: string) {
  const known = proxies.get(origin) ?? start(origin);
  proxies.set(origin, known);
  return known;
}

async function start(origin: string) {
  const file = path.join(folder, "openapi.json");
  writeFileSync(file, JSON.stringify(document));
  const port = await freePort();
  const args = [judges.prism, "proxy", file, origin, "--port", String(port), "--cors", "false"];
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  await new Promise<void>((resolve, reject) => {
    let output = "";
    const hear = (chunk: Buffer) => {
      output += chunk;
      if (output.includes("Prism is listening")) resolve();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", (code) => reject(new Error(`Prism ended with ${code}: ${output}`)));
  });
  return `http://127.0.0.1:${port}`;
}

async function freePort() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Whether Prism passes a call on as it is, and knows its key: it takes no `bearer` in lower case, as RFC 9110 lets it be. */
export function isPlainCall(address: string, { Authorization = "" }: Record<string, string>) {
  if (Authorization.startsWith("bearer ")) return false;
  const { pathname, searchParams } = new URL(address, "http://shop.test");
  const names = [...searchParams.keys()];
  return !pathname.endsWith("/") && new Set(names).size === names.length && !names.includes("__proto__");
}

/** An answer without what Prism added to it. */
export function withoutPrism(response: Response) {
  const headers = new Headers(response.headers);
  headers.delete("sl-violations");
  return new Response(response.body, { status: response.status, headers });
}

type Violation = { location: string[]; severity: string; code: string | number; message: string };

/**
 * What Prism complains of: of an answer always; of a request only when the shop took it, because the document would then
 * forbid what the shop does. Refusing what does not fit is what the tests of bad input are about.
 */
export function violationsIn(response: Response): string[] {
  const told = response.headers.get("sl-violations") ?? "[]";
  if (!told.startsWith("[")) return response.status < 300 ? [told] : [];
  const violations = JSON.parse(told) as Violation[];
  return violations
    .filter(({ location }) => location[0] !== "request" || response.status < 300)
    .map(({ location, message }) => `${location.join(".")} ${message}`);
}
