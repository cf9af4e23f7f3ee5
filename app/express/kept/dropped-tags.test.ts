import { expect, test } from "vitest";
import type { Event, EventType } from "~/models/outbox/event";
import { tagsDroppedBy, tagsDroppedByAll } from "./dropped-tags";

const event = (type: string, data: Event["data"] = {}) => ({ type: type as EventType, subject: "s", data });

const product = ["products", "product:s"];
const review = ["products", "reviews", "product:p"];
const kinds = ["products", "categories"];
const everything = "everything";
const nothing: string[] = [];

/** What each thing that can happen makes out of date. A new type has to be thought of here: until then it drops everything. */
const expected: Record<EventType, readonly string[] | "everything"> = {
  "product.created": product,
  "product.updated": product,
  "product.published": product,
  "product.unpublished": product,
  "product.deleted": product,
  "product.restored": product,
  "product.purged": everything,
  "category.created": kinds,
  "category.updated": kinds,
  "category.removed": kinds,
  "review.created": review,
  "review.updated": review,
  "review.withdrawn": review,
  "review.restored": review,
  "review.purged": everything,
  "image.purged": everything,
  "user.created": nothing,
  "user.updated": everything,
  "user.signed_in": nothing,
  "user.signed_out": nothing,
  "user.session_ended": nothing,
  "user.password_changed": nothing,
  "api_key.created": nothing,
  "api_key.rotated": nothing,
  "api_key.revoked": nothing,
  "device.created": nothing,
  "device.updated": nothing,
  "device.revoked": nothing,
  "notification.created": nothing,
  "notification.dismissed": nothing,
  "notification.purged": nothing,
  "config.updated": everything,
  "feature.updated": everything,
  "feature.removed": everything,
  "sample.loaded": everything,
  "sample.removed": everything,
  "webhook_endpoint.created": nothing,
  "webhook_endpoint.updated": nothing,
  "webhook_endpoint.rotated": nothing,
  "webhook_endpoint.disabled": nothing,
  "webhook_endpoint.enabled": nothing,
  "webhook_endpoint.removed": nothing,
  "webhook_endpoint.tested": nothing,
  "webhook_endpoint.replayed": nothing,
  "webhook_source.created": nothing,
  "webhook_source.updated": nothing,
  "webhook_source.removed": nothing,
  "webhook.received": nothing,
  "product_follow.created": nothing,
  "product_follow.removed": nothing,
  "cron.failed": nothing,
  "import.queued": nothing,
  "import.finished": nothing,
  "import.failed": nothing,
  "import.cancelled": nothing,
  "import.removed": nothing,
};

test.each(Object.entries(expected))("%s drops what shows it", (type, tags) => {
  const data = type.startsWith("review.") && tags !== everything ? { productId: "p" } : {};
  expect(tagsDroppedBy(event(type, data))).toEqual(tags);
});

test("the first owner changes what every page says of itself, another customer nothing", () => {
  expect(tagsDroppedBy(event("user.created", { role: "owner" }))).toBe("everything");
  expect(tagsDroppedBy(event("user.created", { role: "customer" }))).toEqual([]);
});

test("what nobody thought of drops everything, and so does a review of who knows what", () => {
  for (const type of ["order.placed", "device.shown", "user.renamed", "", "review.created"])
    expect.soft(tagsDroppedBy(event(type)), type).toBe("everything");
});

test("a change of many things drops what shows any of them", () => {
  const many = [event("product.updated"), event("api_key.created"), event("category.updated")];
  expect(tagsDroppedByAll(many)).toEqual([...product, ...kinds]);
  expect(tagsDroppedByAll([...many, event("config.updated")])).toBe("everything");
  expect(tagsDroppedByAll([])).toEqual([]);
});
