import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { createDevice } from "~/models/device/registry.server";
import { createUser, keyHeaders } from "../factories/people";
import { createCategory } from "../factories/shop";
import { type RunningServer, startServer } from "../setup/server";
import { until } from "./device";
import { filled, type Known, type Step, saysAsMuch, stepsOf } from "./session";
import { dial, type Wire } from "./wire";

const folder = path.resolve(import.meta.dirname, "../fixtures/sessions");
const sessions = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".txt"),
);
const PATIENCE_MS = 5_000;

let server: RunningServer;
let goods: { headers: Record<string, string>; category: string };
const open = new Map<string, Wire>();

beforeAll(async () => {
  goods = {
    headers: { ...(await keyHeaders()), "Content-Type": "application/json" },
    category: (await createCategory()).slug,
  };
  server = await startServer();
});

afterEach(() => {
  for (const wire of open.values()) wire.hangUp();
  open.clear();
});

test.each(sessions)("an app that speaks as in %s still gets its answers", async (name) => {
  const steps = stepsOf(readFileSync(path.join(folder, name), "utf8"));
  const known = await devicesIn(steps);
  for (const step of steps) await take(step, known);
});

/** A device of one account for each name in the session, with its token as «token phone» and its id as «phone». */
async function devicesIn(steps: Step[]): Promise<Known> {
  const { id: userId } = await createUser({ role: "owner" });
  const names = new Set(steps.flatMap((step) => (step.kind === "opens" ? [step.device] : [])));
  const known: Known = new Map();
  for (const name of names) {
    const { id, token } = await createDevice({ userId, name, model: "" });
    known.set(name, id).set(`token ${name}`, token);
  }
  return known;
}

async function take(step: Step, known: Known) {
  if (step.kind === "shop") return act(step.action, step.words, known);
  if (step.kind === "opens") return void open.set(step.device, await dial(server.origin));
  const wire = open.get(step.device);
  if (!wire) throw new Error(`${step.device} is not open`);
  if (step.kind === "closes") return wire.hangUp();
  if (step.kind === "says") return say(wire, step.device, filled(step.frame, known), known);
  await hear(wire, step.frame, known);
}

const REQUEST = /^(GET|POST|DELETE) (\S+)(?: (.*))?$/;

/** Sends a frame as it is, or a request whose answer is heard as if it had come over the wire. */
async function say(wire: Wire, device: string, frame: string, known: Known) {
  const [, method, address, body] = REQUEST.exec(frame) ?? [];
  if (address === undefined) return void wire.send(frame);
  const headers = {
    Authorization: `Bearer ${known.get(`token ${device}`)}`,
    ...(body && { "Content-Type": "application/json" }),
  };
  const response = await server.fetch(address, { method, headers, body });
  wire.texts.push(`${response.status} ${await response.text()}`);
}

/** Waits for a frame as it was recorded. Which of two answers comes first is nobody's promise. */
async function hear({ texts }: Wire, recorded: string, known: Known) {
  const isHere = () => {
    const at = texts.findIndex((frame) => saysAsMuch(frame, recorded, known));
    if (at >= 0) texts.splice(at, 1);
    return at >= 0;
  };
  await until(isHere, PATIENCE_MS).catch(() => {
    throw new Error(`not heard: ${recorded}\nbut:\n${texts.join("\n")}`);
  });
}

async function act(action: string, words: string, known: Known) {
  if (action !== "publish") throw new Error(`nobody knows how to ${action}`);
  const { headers, category } = goods;
  const body = JSON.stringify({ name: filled(words, known), category, published: true });
  const response = await server.fetch("/api/products", { method: "POST", headers, body });
  expect(response.status).toBe(201);
  const { data } = (await response.json()) as { data: { id: string } };
  // Until it is in the mailboxes, nobody can have missed it.
  await until(async () => (await db.message.count({ where: { productId: data.id } })) > 0);
}
