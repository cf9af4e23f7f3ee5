import type { Event, EventType } from "~/models/outbox/event";

type Told = Pick<Event, "type" | "subject" | "data">;

/** What no public answer shows. */
const unseen: ReadonlySet<string> = new Set<EventType>([
  "user.signed_in",
  "user.signed_out",
  "user.session_ended",
  "user.password_changed",
  "api_key.created",
  "api_key.rotated",
  "api_key.revoked",
  "device.created",
  "device.updated",
  "device.revoked",
  "notification.created",
  "notification.dismissed",
  "notification.purged",
  "webhook_endpoint.created",
  "webhook_endpoint.updated",
  "webhook_endpoint.rotated",
  "webhook_endpoint.disabled",
  "webhook_endpoint.enabled",
  "webhook_endpoint.removed",
  "webhook_endpoint.tested",
  "webhook_endpoint.replayed",
  "webhook_source.created",
  "webhook_source.updated",
  "webhook_source.removed",
  "webhook.received",
  "product_follow.created",
  "product_follow.removed",
  "cron.failed",
  "import.queued",
  "import.finished",
  "import.failed",
  "import.cancelled",
  "import.removed",
]);

/** The same for all events of a change. */
export function tagsDroppedByAll(events: readonly Told[]): readonly string[] | "everything" {
  const dropped = events.map(tagsDroppedBy);
  return dropped.includes("everything") ? "everything" : dropped.flat();
}

/**
 * The tags of the answers that an event makes out of date. What is not known here, and what changes the frame of every page, such as
 * settings and who the owner is, is `everything`: an answer too many is made anew, none too few.
 */
export function tagsDroppedBy({ type, subject, data }: Told): readonly string[] | "everything" {
  if (unseen.has(type)) return [];
  if (type === "user.created" && data.role !== "owner") return [];
  // A purge tells of many at once, and names them elsewhere.
  if (type.endsWith(".purged")) return "everything";
  if (type.startsWith("product.")) return ["products", `product:${subject}`];
  if (type.startsWith("category.")) return ["products", "categories"];
  if (type.startsWith("review.") && typeof data.productId === "string")
    return ["products", "reviews", `product:${data.productId}`];
  return "everything";
}
