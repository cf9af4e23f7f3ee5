import { beforeEach, expect, test } from "vitest";
import { events } from "~/contract/events";
import { db } from "~/db/client.server";
import { ambient } from "~/db/driver.server";
import { moveConsumer, waitingEvents } from "~/db/waiting-events.server";
import { createCategory as makeCategory, removeCategory } from "~/models/category/writing.server";
import { change } from "~/models/outbox/change.server";
import type { Event } from "~/models/outbox/event";
import { archiveProduct, restoreProduct } from "~/models/product/archival.server";
import { getProduct } from "~/models/product/catalogue.server";
import { publishProduct, unpublishProduct } from "~/models/product/publication.server";
import { productDetailOut } from "~/models/product/shape";
import { editReview, withdrawReview, writeReview } from "~/models/review/writing.server";
import { webhookConsumer } from "~/models/webhook/consumer.server";
import { createUser, keyHeaders, signIn } from "../../factories/people";
import { createCategory, createProduct } from "../../factories/shop";
import { createHook, dispatch } from "../../factories/webhooks";

const actor = "ines";
const atHome = "https://hooks.example/in";

beforeEach(async () => {
  await db.webhookEndpoint.deleteMany();
  await dispatch();
});

async function bodies() {
  const rows = await db.webhookDelivery.findMany({ orderBy: { seq: "asc" } });
  return rows.map(({ body }) => JSON.parse(body ?? "null"));
}

test("every event that goes out has the shape that was promised", async () => {
  await createHook(atHome);
  const category = await createCategory();
  await makeCategory({ name: "Short-lived" }, { actor });
  const made = await db.category.findUniqueOrThrow({ where: { slug: "short-lived" } });
  await removeCategory({ id: made.id }, { actor });
  const product = await createProduct({
    category: category.slug,
    sku: "A-1",
    tiers: [{ name: "Solo", priceCents: 100, checkoutUrl: null }],
  });
  await unpublishProduct({ id: product.id, version: 1 }, { actor });
  await publishProduct({ id: product.id, version: 2 }, { actor });
  const ana = await createUser();
  const review = await writeReview(product.id, { rating: 4, body: "As said." }, { actor: ana.id });
  await editReview({ id: review.id, version: 1 }, { rating: 5, body: "Better." }, { actor: ana.id });
  await withdrawReview({ id: review.id, version: 2 }, { actor: ana.id });
  await archiveProduct({ id: product.id }, { actor });
  await dispatch();
  await restoreProduct({ id: product.id }, { actor });
  await dispatch();

  const sent = await bodies();
  const schemas = new Map(events.map(({ type, body }) => [type, body]));
  for (const body of sent) expect(schemas.get(body.type)?.safeParse(body).error, body.type).toBeUndefined();
  expect(sent.map(({ type }) => type)).toEqual([
    "category.created",
    "category.removed",
    "product.created",
    "product.published",
    "product.unpublished",
    "product.published",
    "review.created",
    "review.updated",
    "review.withdrawn",
    "product.deleted",
    "product.restored",
  ]);
});

test("a product goes out as the API shows it, and under its own address when it is in the trash", async () => {
  await createHook(atHome, "product.published product.deleted");
  const { id } = await createProduct({ name: "Ledgerline", slug: "ledgerline", sku: "LL-1" });
  await dispatch();
  const shown = JSON.parse(JSON.stringify(productDetailOut(await getProduct(id, { drafts: true }))));
  await archiveProduct({ id }, { actor });
  await dispatch();
  const [published, deleted] = await bodies();
  expect(published.data).toEqual(shown);
  expect(deleted).toMatchObject({
    type: "product.deleted",
    data: { id, slug: "ledgerline", sku: "LL-1", version: 2 },
  });
});

test("people, sessions, keys and settings are never told, also when everything was chosen", async () => {
  await createHook(atHome);
  await signIn();
  await keyHeaders();
  expect(await dispatch()).toBeGreaterThan(1);
  expect(
    events.map(({ type }) => type).filter((type) => !/^(?:product|category|review|webhook\.test)/.test(type)),
  ).toEqual([]);
  expect(await bodies()).toEqual([]);
});

test("an endpoint hears what it chose, once for each event, however often the outbox is read", async () => {
  await createHook(atHome, "product.created");
  await createHook(`${atHome}/2`, "product.published category.created");
  await createProduct();
  await dispatch();
  await dispatch();
  expect((await bodies()).map(({ type }) => type)).toEqual(["product.created", "product.published"]);
});

test("a body stays as it was composed when the thing changes or is purged", async () => {
  await createHook(atHome, "product.created");
  const { id } = await createProduct({ name: "First" });
  await dispatch();
  await db.product.delete({ where: { id } });
  const [body] = await bodies();
  expect(body.data.name).toBe("First");
});

test("what happens to sixty products at once costs hardly more statements than what happens to six", async () => {
  await createHook(atHome);
  const few = await statementsFor(6);
  const many = await statementsFor(60);
  expect(few).toBeGreaterThan(0);
  expect(many - few).toBeLessThan(6);
});

/** How much the database is asked while so many new products are queued. */
async function statementsFor(products: number) {
  await dispatch();
  for (let made = 0; made < products; made++) await createProduct();
  const events = (await waitingEvents("webhooks", 1_000)) as Event[];
  const asked = { count: 0 };
  await change(async () => {
    const driver = ambient.getStore()?.started.driver;
    if (!driver) throw new Error("no transaction to listen to");
    for (const name of ["queryRaw", "executeRaw"] as const) {
      const send = driver[name].bind(driver) as (query: unknown) => Promise<never>;
      driver[name] = (query: unknown) => {
        asked.count++;
        return send(query);
      };
    }
    await webhookConsumer(() => undefined).handle(events);
    await moveConsumer("webhooks", { first: events[0]?.seq ?? 0, last: events.at(-1)?.seq ?? 0 });
  });
  return asked.count;
}
