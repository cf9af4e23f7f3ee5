import { beforeAll, expect, test } from "vitest";
import { dialect } from "~/db/client.server";
import { accountWith, note } from "../factories/messages";
import { opened, startFleet } from "../setup/fleet";
import { type RunningServer, startServer } from "../setup/server";
import { device, until } from "./device";

/** Far more often than a message is overtaken by chance. */
const ROUNDS = 10;

let one: RunningServer;
let other: RunningServer;

beforeAll(async () => {
  [one, other] = dialect === "postgresql" ? await startFleet() : await startServer().then((it) => [it, it]);
});

/** Three phones of one account, the first at one process and the others at another where there are two. */
async function phones() {
  const { devices } = await accountWith(3);
  const connected = devices.map(({ token }, at) => opened(device(at === 0 ? one : other, { token })));
  await until(() => connected.every(({ cursor }) => cursor() !== ""));
  return connected as [(typeof connected)[0], (typeof connected)[0], (typeof connected)[0]];
}

type Phone = Awaited<ReturnType<typeof phones>>[0];

const clearedBy = (type: string, { events }: Phone) =>
  events.filter((event) => event.type === type).map(({ data }) => data);
const has = ({ events }: Phone, id: string) => events.some((event) => event.id === id);

/** What a person says of a message the moment that it has come to a phone. */
const atOnce = (phone: Phone, id: string) => until(() => has(phone, id));

test("what is taken back the moment it has come is forgotten there", async () => {
  const [ana, tablet, watch] = await phones();
  for (let round = 0; round < ROUNDS; round++) {
    const { id } = await ana.ask("message:send", note(`Back ${round}`));
    await atOnce(tablet, id);
    expect(await ana.ask("message:withdraw", { id })).toEqual({ ok: true });
    for (const phone of [tablet, watch].filter((phone) => has(phone, id)))
      await until(() => clearedBy("message.withdrawn", phone).length === round + 1);
    expect(clearedBy("message.withdrawn", tablet).at(-1)).toEqual({ id });
  }
});

test("what is read the moment it has come is cleared on the other phones", async () => {
  const [ana, tablet, watch] = await phones();
  for (let round = 0; round < ROUNDS; round++) {
    const { id } = await tablet.ask("message:send", note(`Read ${round}`));
    await until(() => has(ana, id) && has(watch, id));
    expect(await ana.ask("message:read", { ids: [id] })).toEqual({ ok: true, read: 1 });
    await until(() => clearedBy("message.read", watch).length === round + 1);
    expect(clearedBy("message.read", watch).at(-1)).toEqual({ ids: [id] });
  }
});

test("what a newer one replaces the moment it has come counts as arrived, and can be taken back", async () => {
  const [ana, tablet] = await phones();
  for (let round = 0; round < ROUNDS; round++) {
    const more = { type: "clipboard", collapseKey: "clipboard" };
    const { id } = await ana.ask("message:send", note(`Old ${round}`, more));
    await atOnce(tablet, id);
    const newer = await ana.ask("message:send", note(`New ${round}`, more));
    await atOnce(tablet, newer.id);
    const states = async () =>
      (await ana.ask("message:state", { id })).copies.map(({ state }: { state: string }) => state);
    await until(async () => (await states()).every((state: string) => state === "acked"));
    expect(await ana.ask("message:withdraw", { id })).toEqual({ ok: true });
    await until(() => clearedBy("message.withdrawn", tablet).length === round + 1);
  }
});
