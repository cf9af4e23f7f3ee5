import { setTimeout as pause } from "node:timers/promises";
import { type Member, manyDevices } from "../../realtime/crowd-of-devices";
import { residentKb } from "../servers";
import { startCrowd } from "./crowd-process";
import { type Namespace, nowMs } from "./guests";
import { quantiles, type Row, type Shop, startShop, visits, writeProduct } from "./shop";
import { letMailWait } from "./waiting-mail";

const DEVICES = Number(process.env.BENCH_DEVICES ?? 9_000);
const ROUNDS = 10;
const TALK = { perSecond: 200, seconds: 30 };
const ASLEEP = { devices: Math.min(1_000, DEVICES), messages: 1_000 };
const SETTLE_MS = 40_000;

type Crowd = ReturnType<typeof startCrowd>;

/** What devices cost and how fast they hear, on servers of their own over the shop of DATA_DIR, which no server has open. */
export async function benchDevices(token: string) {
  const members = await manyDevices(DEVICES);
  const crowd = startCrowd();
  let shop = await startShop(token);
  const rows: Row[] = [];
  // It takes ten minutes: each figure is told as soon as it is known.
  const note = (...known: Row[]) => {
    for (const row of known) process.stderr.write(`${Object.values(row).join(" · ")}\n`);
    rows.push(...known);
  };
  note(await idle(shop, crowd, "/air", members));
  note(await live(shop, crowd));
  // One that has had many devices has room for others.
  await crowd.ask("leave");
  shop.stop();
  shop = await startShop(token);
  note(await idle(shop, crowd, "/relay", members));
  note(await durable(shop, crowd));
  note(...(await conversation(shop, crowd, members.slice(0, 30))));
  shop.stop();
  await pause(1_000);
  note(...(await afterSleep(token, crowd, members.slice(0, ASLEEP.devices))));
  crowd.end();
  console.table(rows);
}

/** Resident memory for each device that is there and says nothing, once the server is warm. */
async function idle(shop: Shop, crowd: Crowd, door: Namespace, members: Member[]): Promise<Row> {
  await crowd.ask("leave");
  await crowd.ask("join", shop.origin, [door], members.slice(0, 300));
  await crowd.ask("leave");
  await visits(shop, pause(5_000));
  await pause(12_000);
  const before = residentKb(shop);
  const began = nowMs();
  await crowd.ask("join", shop.origin, [door], members);
  const seconds = ((nowMs() - began) / 1_000).toFixed(1);
  await pause(SETTLE_MS);
  await visits(shop, pause(5_000));
  const after = residentKb(shop);
  const [from, to] = [before, after].map((kb) => Math.round(kb / 1_024));
  return {
    measure: `${DEVICES} idle on ${door}, kB of RSS each`,
    value: ((after - before) / DEVICES).toFixed(1),
    mark: "≤ 20",
    more: `from ${from} to ${to} MB; all in after ${seconds} s`,
  };
}

/** From the request that changes a price until the devices know it. */
async function live(shop: Shop, crowd: Crowd): Promise<Row> {
  const id = await writeProduct(shop, { name: "Live", priceCents: 1 });
  const change = (round: number) => writeProduct(shop, { name: "Live", priceCents: 700_000 + round }, id);
  const times = await broadcasts(crowd, (round) => `"priceCents":${700_000 + round}`, change);
  return { measure: `/air broadcast to ${DEVICES}, ms`, ...times, mark: "p99 ≤ 250" };
}

/** From the request that publishes a product until the devices have it, each from its mailbox on the disk. */
async function durable(shop: Shop, crowd: Crowd): Promise<Row> {
  const publish = (round: number) => writeProduct(shop, { name: `Durable ${round}.`, priceCents: 1 });
  const times = await broadcasts(crowd, (round) => `"name":"Durable ${round}."`, publish);
  return { measure: `/relay broadcast to ${DEVICES}, ms`, ...times, mark: "≤ 2,000" };
}

async function broadcasts(
  crowd: Crowd,
  words: (round: number) => string,
  act: (round: number) => Promise<unknown>,
) {
  const times: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    await pause(3_000);
    await crowd.ask("listen", words(round));
    const began = nowMs();
    await act(round);
    times.push(...(await crowd.ask("arrived", DEVICES)).map((at) => at - began));
  }
  return quantiles(times);
}

async function conversation({ origin }: Shop, crowd: Crowd, members: Member[]): Promise<Row[]> {
  // Ten seconds later those who left are given up, and what that writes is not what is measured.
  await crowd.ask("leave");
  await pause(15_000);
  const { received, acknowledged } = await crowd.ask("converse", { origin, members, ...TALK });
  const measure = `durable at ${TALK.perSecond}/s:`;
  return [
    { measure: `${measure} until the other has it, ms`, ...quantiles(received), mark: "p50 ≤ 10, p99 ≤ 50" },
    { measure: `${measure} until it is acknowledged, ms`, ...quantiles(acknowledged), mark: "" },
  ];
}

/** Devices that slept come back at once after a restart, while people look at pages. */
async function afterSleep(token: string, crowd: Crowd, members: Member[]): Promise<Row[]> {
  const { messages } = ASLEEP;
  await letMailWait(members, messages);
  const shop = await startShop(token);
  const reading = crowd.ask("catchUp", { origin: shop.origin, members, waiting: messages });
  const pages = await visits(shop, reading);
  const { ms, disorder } = await reading;
  const measure = `${members.length} devices, ${messages} messages each`;
  return [
    { measure: `${measure}: all read, s`, value: (ms / 1_000).toFixed(1), mark: "≤ 60", disorder },
    { measure: `${measure}: pages meanwhile, ms`, ...quantiles(pages), mark: "≤ 500" },
  ];
}
