import { spawn } from "node:child_process";
import { parse } from "node-html-parser";
import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { currentPairing, startPairing } from "~/models/device/pairing.server";
import { createUser, keyHeaders } from "../factories/people";
import { createCategory } from "../factories/shop";
import { until } from "../realtime/device";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});

test("the walk from a shell that the page prints runs as it stands, from the code to the stream", async () => {
  const { id: userId } = await createUser({ role: "owner" });
  await startPairing({ userId, livesDays: 1 });
  const pairing = await currentPairing(userId);
  if (pairing?.state !== "waiting") throw new Error("no code");
  const printed = await preformatted("section#http pre");
  const [settings = "", ...steps] = printed;
  expect(settings).toContain("SHOP=");

  const walking = shell(steps.join("\necho\n"), { SHOP: server.origin, CODE: pairing.code });
  await until(async () => (await db.message.count()) === 1);
  await publish("Heard of in a shell");
  const output = await walking;

  const [sent, mail, , next] = output.stdout.split("\n").filter((line) => line.startsWith("{"));
  expect(JSON.parse(sent ?? "")).toMatchObject({ data: { duplicate: false } });
  expect(JSON.parse(mail ?? "")).toMatchObject({
    data: [{ seq: 1, type: "product.published", data: { name: "Heard of in a shell" } }],
  });
  expect(JSON.parse(next ?? "")).toMatchObject({ data: [], more: false });
  expect(output.stdout).toContain("event: ready");
  expect(output.variables).toMatch(/^SEQ=1 AFTER=\S+\.1$/m);
  expect(await db.device.findFirst({ where: { userId }, select: { name: true, ackedSeq: true } })).toEqual({
    name: "Shell",
    ackedSeq: 1,
  });
});

test("the page tells every event, type and code without JavaScript", async () => {
  const text = (await page()).querySelector("main")?.text ?? "";
  for (const word of [
    "message:send",
    "message:withdraw",
    "signal",
    "presence",
    "clipboard",
    "product.released",
  ])
    expect(text).toContain(word);
  for (const code of ["upgrade_required", "rate_limited", "unknown_event", "quota"])
    expect(text).toContain(code);
  expect(text).toContain("class Relay(shop: String");
});

async function page() {
  const html = await (await server.fetch("/docs/devices")).text();
  // Otherwise the text of a <pre> would be its source.
  return parse(html, { blockTextElements: { script: true, style: true } });
}

const preformatted = async (selector: string) =>
  (await page()).querySelectorAll(selector).map(({ text }) => text);

async function publish(name: string) {
  const headers = { ...(await keyHeaders()), "Content-Type": "application/json" };
  const { slug: category } = await createCategory();
  const body = JSON.stringify({ name, category, published: true });
  expect((await server.fetch("/api/products", { method: "POST", headers, body })).status).toBe(201);
}

/** Runs lines as one shell would, and tells what they left in its variables. */
async function shell(script: string, variables: Record<string, string>) {
  const whole = `${script}\necho "SEQ=$SEQ AFTER=$AFTER" >&2`;
  const child = spawn("sh", ["-c", whole], {
    env: { PATH: process.env.PATH, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", variables: "" };
  child.stdout.on("data", (chunk) => (output.stdout += chunk));
  child.stderr.on("data", (chunk) => (output.variables += chunk));
  await new Promise((resolve) => child.once("close", resolve));
  return output;
}
