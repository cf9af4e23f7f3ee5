import { copyFileSync, existsSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { accountWith } from "../factories/messages";
import { device, until } from "../realtime/device";
import { type RunningServer, startServer } from "../setup/server";

const file = path.join(process.env.DATA_DIR ?? "", "atelier.db");
const onSqlite = process.env.DATABASE_URL === undefined;

let server: RunningServer;
let phone: ReturnType<typeof device>;
let sender: string;
let number = 0;

beforeAll(async () => {
  const { devices } = await accountWith(2);
  const [one, other] = devices;
  sender = one?.token ?? "";
  server = await startServer();
  // The file is to be replaced under nobody's feet.
  await db.$disconnect();
  phone = device(server, { token: other?.token ?? "" });
});

async function say(text: string) {
  const answer = await server.fetch("/api/devices/me/messages", {
    method: "POST",
    headers: { Authorization: `Bearer ${sender}`, "Content-Type": "application/json" },
    body: JSON.stringify({ clientId: `say-${++number}`, to: "all", type: "note", data: { text } }),
  });
  expect(answer.status).toBe(201);
}

const heard = () => phone.events.map(({ data }) => (data as { text: string }).text);
const hears = (text: string) => until(() => heard().includes(text));

/** Stops, has `act` do something to the files, and starts again. */
async function restartAfter(act: () => void, stop: () => Promise<void> = server.stop) {
  await stop();
  act();
  await server.start();
}

test.runIf(onSqlite)("what is stopped politely leaves one file", async () => {
  await say("first");
  await restartAfter(() => {
    const log = `${file}-wal`;
    expect(existsSync(log) ? statSync(log).size : 0).toBe(0);
  });
  await hears("first");
});

test("after a restart and a kill a device goes on where it was", async () => {
  await say("one");
  await hears("one");
  await restartAfter(() => {});
  await say("two");
  await hears("two");
  await restartAfter(() => {}, server.kill);
  await say("three");
  await hears("three");
  expect(phone.resyncs).toEqual([]);
  expect(heard().slice(-3)).toEqual(["one", "two", "three"]);
});

test.runIf(onSqlite)(
  "a device misses nothing of what is said after an older state was put in the same file",
  async () => {
    await restartAfter(() => copyFileSync(file, `${file}.backup`));
    for (const text of ["four", "five"]) await say(text);
    await hears("five");
    phone.socket.disconnect();
    await restartAfter(() => copyFileSync(`${file}.backup`, file));
    // They get the numbers that four and five had.
    for (const text of ["six", "seven"]) await say(text);
    phone.socket.connect();
    await hears("seven");
    expect(heard()).toContain("six");
    expect(phone.resyncs.map(({ reason }) => reason)).toEqual(["other_epoch"]);
  },
);

test.runIf(onSqlite)(
  "nor after the whole folder was put back, with what remembers its messages",
  async () => {
    const memory = path.join(path.dirname(file), "relay.json");
    const before = phone.resyncs.length;
    await restartAfter(() => {
      copyFileSync(file, `${file}.backup`);
      copyFileSync(memory, `${memory}.backup`);
    });
    for (const text of ["eight", "nine"]) await say(text);
    await hears("nine");
    expect(phone.resyncs).toHaveLength(before);
    phone.socket.disconnect();
    await restartAfter(() => {
      renameSync(`${file}.backup`, file);
      renameSync(`${memory}.backup`, memory);
    });
    for (const text of ["ten", "eleven"]) await say(text);
    phone.socket.connect();
    await hears("eleven");
    expect(heard()).toContain("ten");
    expect(phone.resyncs).toHaveLength(before + 1);
  },
);
