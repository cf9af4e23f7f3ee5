import { randomUUID } from "node:crypto";

/** A UUIDv7 (RFC 9562), as Prisma makes them: 48 bits of milliseconds, so that ids grow, and 74 random ones. */
export function newId() {
  const at = Date.now().toString(16).padStart(12, "0");
  return `${at.slice(0, 8)}-${at.slice(8)}-7${randomUUID().slice(15)}`;
}
