import { afterEach, beforeAll, expect, test } from "vitest";
import { createDevice } from "~/models/device/registry.server";
import { keyHeaders, signIn } from "../factories/people";
import { createCategory } from "../factories/shop";
import { foreignClients } from "../setup/foreign-clients";
import { type RunningServer, startServer } from "../setup/server";
import { visitor } from "../setup/visitor";
import { type Probe, startProbe } from "./probe";

const { java } = foreignClients;
const NOTICED_MS = 1_000;
const EXIT_MS = 5_000;
const BACK_MS = 3_000;

let server: RunningServer;
let owner: Awaited<ReturnType<typeof signIn>>;
let category: string;
let phone: Probe | undefined;

beforeAll(async () => {
  owner = await signIn({ role: "owner" });
  category = (await createCategory()).slug;
  server = await startServer();
});

afterEach(() => phone?.end());

test.skipIf(!java.present)(
  "a phone on OkHttp hears what is published, notices at once that the server goes, and is back with it",
  async () => {
    phone = await connectedPhone();
    const headers = { ...(await keyHeaders()), "Content-Type": "application/json" };

    await publish({ headers, category, name: "Heard of on the phone" });
    const heard = await phone.line((text) => text.startsWith("event"));
    expect(heard.text).toContain('"name":"Heard of on the phone"');
    expect((await phone.line((text) => text.startsWith("answered"))).text).toBe('answered 0[{"ok":true}]');

    const told = Date.now();
    const exited = server.stop().then(() => Date.now() - told);
    const gone = await phone.line((text) => text.startsWith("gone"));
    expect(gone.at - told).toBeLessThan(NOTICED_MS);
    expect(await exited).toBeLessThan(EXIT_MS);

    const seen = phone.lines.length;
    await server.start();
    const listening = Date.now();
    const back = await phone.line((text) => text.startsWith("ready"), { from: seen });
    expect(back.at - listening).toBeLessThan(BACK_MS);
    await publish({ headers, category, name: "Heard of afterwards" });
    const events = await phone.line((text) => text.startsWith("event"), { from: seen });
    expect(events.text).toContain('"seq":2');
  },
);

test.skipIf(!java.present)(
  "a phone whose app has become too old is cut off at once, and hears why",
  async () => {
    phone = await connectedPhone();
    const settings = await visitor(server, owner.cookie).get("/admin/settings/devices");

    const told = Date.now();
    await settings.submit("Save the versions", { relay: "2" });

    const gone = await phone.line((text) => text.startsWith("gone"));
    expect(gone.at - told).toBeLessThan(BACK_MS);
    const refused = await phone.line((text) => text.startsWith("refused"));
    expect(refused.text).toContain('"code":"upgrade_required"');
  },
);

async function connectedPhone() {
  const { token } = await createDevice({ userId: owner.user.id, name: "Phone", model: "Pixel" });
  const one = startProbe(java.command([server.origin, token]));
  await one.line((text) => text.startsWith("ready"));
  return one;
}

type Goods = { headers: Record<string, string>; category: string; name: string };

async function publish({ headers, category, name }: Goods) {
  const body = JSON.stringify({ name, category, published: true });
  const response = await server.fetch("/api/products", { method: "POST", headers, body });
  expect(response.status).toBe(201);
}
