import { beforeAll, expect, test } from "vitest";
import { db, dialect } from "~/db/client.server";
import { keyHeaders, signIn } from "../factories/people";
import { pictureBytes } from "../factories/pictures";
import { createProduct } from "../factories/shop";
import { until } from "../realtime/device";
import { startFleet } from "../setup/fleet";
import type { RunningServer } from "../setup/server";
import { visitor } from "../setup/visitor";

// The embedded database has one process.
const inFleet = test.runIf(dialect === "postgresql");
/** How soon one process knows what another did; without being told it would look five seconds later. */
const SOON_MS = 2_000;

let one: RunningServer;
let other: RunningServer;
let owner: Awaited<ReturnType<typeof signIn>>;

beforeAll(async () => {
  if (dialect === "sqlite") return;
  owner = await signIn({ role: "owner" });
  [one, other] = await startFleet();
});

const stateAt = async (server: RunningServer) =>
  (await (await server.fetch("/api/system/middleware-state")).json()) as {
    features: Record<string, boolean>;
    maintenance: boolean;
  };

async function addFeature(name: string) {
  const person = visitor(one, owner.cookie);
  await (await person.get("/admin/settings/features")).submit("Add feature", { name, public: "on" });
}

inFleet("a feature, an introduction and a closed door show at every process at once", async () => {
  expect((await stateAt(other)).features).not.toHaveProperty("told");
  expect((await visitor(other).get("/")).text).not.toContain("Tools from afar");

  await addFeature("told");
  const person = visitor(one, owner.cookie);
  await (await person.get("/admin/settings/profile")).submit("Save introduction", {
    name: "Ines Moreau",
    headline: "Tools from afar.",
  });

  await until(async () => "told" in (await stateAt(other)).features, SOON_MS);
  await until(async () => (await visitor(other).get("/")).text.includes("Tools from afar"), SOON_MS);
  await (await person.get("/admin/settings/maintenance")).submit("Save", {
    enabled: "on",
    message: "Closed",
  });
  await until(async () => (await visitor(other).get("/")).status === 503, SOON_MS);
  const there = visitor(other, owner.cookie);
  await (await there.get("/admin/settings/maintenance")).submit("Save", { enabled: [], message: "Closed" });
  await until(async () => (await visitor(one).get("/")).status === 200, SOON_MS);
});

inFleet("a key that is revoked at one process is refused at every other at once", async () => {
  const headers = await keyHeaders();
  const ask = async () => (await other.fetch("/api/me", { headers })).status;
  expect(await ask()).toBe(200);
  const { id } = await db.apiKey.findFirstOrThrow({ orderBy: { createdAt: "desc" } });

  const person = visitor(one, owner.cookie);
  await (await person.get(`/admin/keys/${id}/revocation`)).submit("Revoke it");

  await until(async () => (await ask()) === 401, SOON_MS);
});

inFleet("what one process commits is logged for the owner's security by that one alone", async () => {
  const lines = ({ output }: RunningServer) => output().split('"security":"api_key.created"').length - 1;
  const before = [lines(one), lines(other)];
  const person = visitor(one, owner.cookie);
  await (await person.get("/admin/keys")).submit("Issue key", {
    name: "Logged once",
    scopes: "products:read",
    lives: "30",
  });
  await addFeature("after_the_key");
  await until(async () => "after_the_key" in (await stateAt(other)).features, SOON_MS);
  expect([lines(one), lines(other)]).toEqual([(before[0] ?? 0) + 1, before[1]]);
});

inFleet("a picture that was brought to one process is shown by every other", async () => {
  const { id } = await createProduct();
  const form = new FormData();
  form.append("alt", "A ledger");
  form.append("file", new Blob([new Uint8Array(await pictureBytes())]), "ledger.png");
  const headers = await keyHeaders();
  const made = await one.fetch(`/api/products/${id}/images`, { method: "POST", headers, body: form });
  const { url } = ((await made.json()) as { data: { url: string } }).data;
  expect((await other.fetch(new URL(url, other.origin).pathname)).status).toBe(200);
});
