import { beforeAll, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { createDevice } from "~/models/device/registry.server";
import { writeReview } from "~/models/review/writing.server";
import { startSession } from "~/models/session/session.server";
import { disableEndpoint } from "~/models/webhook/ability.server";
import { sendTest } from "~/models/webhook/rehearsal.server";
import { keyHeaders, signIn } from "../factories/people";
import { createCategory, createProduct } from "../factories/shop";
import { createHook } from "../factories/webhooks";
import { type RunningServer, startServer } from "../setup/server";
import { allAddresses } from "./addresses";
import { type Answers, type Caller, callers } from "./callers";
import { matrix } from "./matrix";

let server: RunningServer;
let headersOf: Record<Caller, Record<string, string>>;
let ids: Record<string, string>;
const SECRET = "Unseen by those who may not";

beforeAll(async () => {
  const [ana, ben, editor, owner] = await Promise.all([
    signIn({ name: "Ana" }),
    signIn({ name: "Ben" }),
    signIn({ role: "editor" }),
    signIn({ role: "owner" }),
  ]);
  const product = await createProduct({ name: "On the shelf", slug: "on-the-shelf" });
  await createProduct({ name: SECRET, slug: "draft", published: false });
  const category = await createCategory();
  const review = await writeReview(product.id, { rating: 5, body: "Good" }, { actor: ana.user.id });
  const device = await createDevice({ userId: ana.user.id, name: SECRET, model: "" });
  await startSession({ userId: ana.user.id, address: "::1", userAgent: "Other" });
  const other = await db.session.findFirstOrThrow({ where: { userId: ana.user.id, userAgent: "Other" } });
  const feature = await db.featureFlag.create({ data: { name: "dark-mode" } });
  const key = await db.apiKey.create({ data: { name: "k", tokenHash: "k", prefix: "k", scopes: "" } });
  const { id: endpointId } = await createHook("https://hooks.example/");
  const { id: deliveryId } = await sendTest(endpointId, { actor: owner.user.id });
  await disableEndpoint(endpointId, "owner", { actor: owner.user.id, at: new Date() });
  const source = await db.webhookSource.create({
    data: { word: "sender", name: "Sender", kind: "standard", secret: "" },
  });
  ids = {
    endpointId,
    deliveryId,
    sourceId: source.id,
    source: "none",
    slug: "on-the-shelf",
    productId: product.id,
    reviewId: review.id,
    deviceId: device.id,
    sessionId: other.id,
    categoryId: category.id,
    featureId: feature.id,
    keyId: key.id,
    imageId: "none",
    word: "none",
    tag: "products",
    "*": "no-such-address",
  };
  headersOf = {
    visitor: {},
    ana: { Cookie: ana.cookie },
    ben: { Cookie: ben.cookie },
    editor: { Cookie: editor.cookie },
    owner: { Cookie: owner.cookie },
    readKey: await keyHeaders("products:read"),
    writeKey: await keyHeaders("products:write", "categories:write", "reviews:write", "events:read"),
  };
  server = await startServer();
});

const fill = (pattern: string) => pattern.replace(/:(\w+)|\*/g, (all, name) => ids[name ?? all] ?? "none");

async function ask(verb: string, pattern: string, caller: Caller) {
  const sends = verb !== "GET";
  const response = await server.fetch(fill(pattern), {
    method: verb,
    // A body of the wrong kind: refused as such once the guard has let the caller through, so nothing is changed.
    headers: { ...headersOf[caller], ...(sends && { "Content-Type": "text/plain", Origin: server.origin }) },
    ...(sends && { body: "probe" }),
  });
  await response.body?.cancel();
  return response.status;
}

test("every address of the house has a row for GET and for POST", () => {
  const declared = new Set(Object.keys(matrix));
  const missing = allAddresses().flatMap((address) =>
    ["GET", "POST"].map((verb) => `${verb} ${address}`).filter((row) => !declared.has(row)),
  );
  expect(missing).toEqual([]);
});

test("no row is left over from an address that is gone", () => {
  const addresses = new Set(allAddresses());
  expect(Object.keys(matrix).filter((row) => !addresses.has(row.split(" ")[1] ?? ""))).toEqual([]);
});

test.each(Object.entries(matrix))("%s answers each caller as declared", async (row, declared) => {
  const [verb = "", pattern = ""] = row.split(" ");
  const answers: Partial<Answers> = {};
  for (const caller of callers) answers[caller] = await ask(verb, pattern, caller);
  expect(answers).toEqual(declared);
});

test("data addresses tell no more than their pages, whichever parts of them are asked for", async () => {
  const guarded = Object.entries(matrix).filter(
    ([row, { visitor }]) => row.startsWith("GET") && visitor === 303,
  );
  expect(guarded.length).toBeGreaterThan(5);
  for (const [row] of guarded) {
    const address = fill(row.split(" ")[1] ?? "").replace("on-the-shelf", "draft");
    for (const query of [
      "",
      "?_routes=routes/layout",
      `?_routes=${encodeURIComponent("routes/admin/products/index")}`,
    ]) {
      const response = await server.fetch(`${address}.data${query}`);
      expect(await response.text(), `${address}.data${query}`).not.toContain(SECRET);
    }
  }
});
