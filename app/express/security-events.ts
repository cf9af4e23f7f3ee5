import { logger } from "~/logger.server";
import { onOwnCommitted } from "~/models/outbox/change.server";
import type { Event } from "~/models/outbox/event";
import { logSecurity } from "~/security-log.server";
import { currentExchange } from "./last-resort";
import { shortAddress } from "./request-facts";

const WATCHED = /^(?:user|api_key|device|webhook_endpoint|webhook_source|config)\./;
/** Members of an event that say more and are no secret. */
const TOLD = ["role", "scopes", "overlapSeconds", "sessionId", "origins"];

/** Logs who came, who got a key or lost one, and who changed how the shop is guarded, as it commits. Returns what ends that. */
export function followSecurity() {
  return onOwnCommitted((events) => {
    for (const event of events) if (WATCHED.test(event.type)) log(event);
  });
}

function log({ type, subject, actor, data }: Event) {
  const exchange = currentExchange();
  const told = TOLD.filter((name) => name in data).map((name) => [name, data[name]]);
  logSecurity(exchange?.request.log ?? logger, {
    security: type,
    who: actor,
    subject,
    address: exchange ? shortAddress(exchange.request.ip) : "this machine",
    ...(told.length > 0 && { detail: Object.fromEntries(told) }),
  });
}
