import { setImmediate } from "node:timers/promises";
import { logger } from "~/logger.server";
import { onCommitted } from "~/models/outbox/change.server";
import { acknowledged } from "~/models/relay/mailbox.server";
import { onChanged, onOverflow, onPosted, type Posted } from "~/models/relay/posted.server";
import { once } from "~/once.server";
import type { Delivery } from "./delivery";

const AT_ONCE = 500;
const REMEMBERED = 10_000;

/** The connections of this process by device: one device may have several while it changes networks. */
const deliveries = once("deliveries", () => new Map<string, Set<Delivery>>());

export function open(deviceId: string, delivery: Delivery) {
  const own = deliveries.get(deviceId) ?? new Set();
  deliveries.set(deviceId, own.add(delivery));
}

export function close(deviceId: string, delivery: Delivery) {
  const own = deliveries.get(deviceId);
  own?.delete(delivery);
  if (own?.size === 0) deliveries.delete(deviceId);
}

/** Hands on what is written from now on: from memory, so that a message to thousands is no query for each. */
export function followMailboxes() {
  const isGone = followShelf();
  let last = Promise.resolve();
  onPosted((posted) => {
    last = last
      .then(() => handOut(posted, isGone))
      .catch((error) => logger.error({ err: error }, "messages were not handed on"));
  });
  onOverflow((emptied) => {
    for (const [id, epoch] of emptied)
      for (const delivery of deliveries.get(id) ?? []) if (delivery.epoch !== epoch) delivery.end();
  });
  onChanged((changed) => {
    const ids = changed === "unknown" ? [...deliveries.keys()] : changed.deviceIds;
    const full = ids.filter((id) => [...(deliveries.get(id) ?? [])].some(({ isFull }) => isFull()));
    if (full.length > 0)
      letGoOn(full).catch((error) => logger.error({ err: error }, "acknowledgements were not heard"));
  });
}

/** A device may acknowledge by plain HTTP what came to it here, or at another process. */
async function letGoOn(deviceIds: readonly string[]) {
  for (const [id, seq] of await acknowledged(deviceIds))
    for (const delivery of deliveries.get(id) ?? []) delivery.arrived(seq);
}

/** A few hundred devices at a time: the process has others to serve. */
async function handOut(posted: readonly Posted[], isGone: (productId: string) => boolean) {
  let handed = 0;
  for (const { message, copies } of posted) {
    const bytes = JSON.stringify(message.data).length;
    for (const { deviceId, seq } of copies) {
      for (const delivery of deliveries.get(deviceId) ?? []) {
        if (message.productId !== null && isGone(message.productId)) delivery.wake();
        else delivery.offer(seq, { message, bytes });
        if (++handed % AT_ONCE === 0) await setImmediate();
      }
    }
  }
}

/** The products that were taken off the shelf a moment ago: nobody tells of them any more, not even from memory. */
function followShelf() {
  const shelf = new Map<string, { gone: boolean; seq: number }>();
  const note = (id: string, known: { gone: boolean; seq: number }) => {
    if ((shelf.get(id)?.seq ?? 0) < known.seq) shelf.set(id, known);
  };
  onCommitted((events) => {
    for (const { seq, type, subject, data } of events) {
      if (type === "product.unpublished" || type === "product.deleted") note(subject, { gone: true, seq });
      if (type === "product.published") note(subject, { gone: false, seq });
      if (type === "product.purged") for (const id of data.ids as string[]) note(id, { gone: true, seq });
    }
    for (const oldest of shelf.keys()) {
      if (shelf.size <= REMEMBERED) break;
      shelf.delete(oldest);
    }
  });
  return (productId: string) => shelf.get(productId)?.gone === true;
}
