import { beforeAll, expect, test } from "vitest";
import { db, dialect } from "~/db/client.server";
import { accountWith, note } from "../factories/messages";
import { opened, startFleet } from "../setup/fleet";
import { program } from "../setup/program";
import { type RunningServer, startServer } from "../setup/server";
import { device, until } from "./device";

const ROUNDS = 20;
const ADDRESS = "/api/devices/me/messages";

let servers: RunningServer[];

beforeAll(async () => {
  servers = dialect === "postgresql" ? await startFleet() : [await startServer()];
});

/** Devices of one account, spread over the processes, each with a socket and with plain HTTP. */
async function crowd(count: number) {
  const { devices } = await accountWith(count);
  const all = devices.map(({ id, token }, at) => {
    const server = servers[at % servers.length] as RunningServer;
    const ask = program(server, { Authorization: `Bearer ${token}` });
    return { id, phone: opened(device(server, { token })), ask };
  });
  await until(() => all.every(({ phone }) => phone.cursor() !== ""));
  return all;
}

type Member = Awaited<ReturnType<typeof crowd>>[0];
type Said = { id: string; by: string; key?: string };
type Told = { said: Said[]; withdrawn: Set<string>; read: Map<string, string[]> };

/** Sends, replaces, takes back and reads, by both transports in turn, each at once with everybody else. */
async function talk({ id: by, phone, ask }: Member, { said, withdrawn, read }: Told) {
  for (let round = 0; round < ROUNDS; round++) {
    const key = round % 3 === 0 ? "key" : undefined;
    const json = note(`${by} ${round}`, { collapseKey: key });
    const { id } = (
      round % 2 === 0
        ? await phone.socket.timeout(20_000).emitWithAck("message:send", json)
        : (await ask("POST", ADDRESS, { json })).json.data
    ) as { id: string };
    said.push({ id, by, key });
    if (round % 4 < 2 && (await takesBack({ phone, ask }, id, round))) withdrawn.add(id);
    const last = phone.events.findLast(({ type }) => type === "note");
    if (round % 5 !== 2 || !last) continue;
    await phone.socket.timeout(20_000).emitWithAck("message:read", { ids: [last.id] });
    read.set(last.id, [...(read.get(last.id) ?? []), by]);
  }
}

/** Not if somebody was faster and has read it. */
async function takesBack({ phone, ask }: Pick<Member, "phone" | "ask">, id: string, round: number) {
  if (round % 4 === 0) return (await ask("DELETE", `${ADDRESS}/${id}`)).status === 200;
  const { ok } = await phone.socket.timeout(20_000).emitWithAck("message:withdraw", { id });
  return ok as boolean;
}

const cleared = ({ events }: Member["phone"]) =>
  new Set(
    events.flatMap(({ type, data }) => {
      const { id = "", ids = [id] } = data as { id?: string; ids?: string[] };
      return type === "message.withdrawn" || type === "message.read" ? ids : [];
    }),
  );

/** What a device should have and has not, or should have been told to clear. */
function lacking({ id: own, phone }: Member, { said, withdrawn, read }: Told) {
  const here = new Set(phone.events.map(({ id }) => id));
  const gone = cleared(phone);
  const isOver = (id: string) => withdrawn.has(id) || (read.has(id) && !read.get(id)?.includes(own));
  return said
    .filter(({ by }) => by !== own)
    .filter(({ id, key }) => {
      if (here.has(id)) return isOver(id) && !gone.has(id);
      return !key && !withdrawn.has(id) && !read.has(id);
    });
}

async function deadlocks() {
  if (dialect === "sqlite") return 0;
  const [row] = await db.$queryRaw<{ deadlocks: bigint }[]>`
    SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`;
  return Number(row?.deadlocks);
}

test("six devices send, replace, take back and read at once: each has all of it, once, in order, and knows what is over", async () => {
  const all = await crowd(6);
  const told: Told = { said: [], withdrawn: new Set(), read: new Map() };

  await Promise.all(all.map((member) => talk(member, told)));

  await until(() => all.every((member) => lacking(member, told).length === 0), 20_000);
  expect(told.said).toHaveLength(all.length * ROUNDS);
  for (const { phone } of all) {
    const seqs = phone.events.map(({ seq }) => seq);
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
    expect(new Set(phone.events.map(({ id }) => id)).size).toBe(phone.events.length);
  }
  expect(await deadlocks(), "statements that waited for each other").toBe(0);
});
