import { allows, type Scope } from "~/models/api-key/scope";
import type { EventType } from "./event";

/**
 * Who may hear of what: the events of a noun go to those who may read all of it. Of products that is who may write them, since
 * drafts are among them. What is not named here, such as people, sessions, keys and settings, needs `system:read`.
 */
const readers: readonly [noun: string, scope: Scope][] = [
  ["product.", "products:write"],
  ["image.", "products:write"],
  ["category.", "categories:read"],
  ["review.", "reviews:read"],
  ["import.", "imports:read"],
  ["webhook.", "webhooks:read"],
  ["webhook_endpoint.", "webhooks:read"],
  ["webhook_source.", "webhooks:read"],
];

/** What a key with these scopes may hear of: the beginnings of types, and whether also of everything else. */
export function audible(granted: readonly string[]) {
  const split = (wanted: boolean) =>
    readers.filter(([, scope]) => allows(granted, scope) === wanted).map(([noun]) => noun);
  return { nouns: split(true), others: split(false), everything: allows(granted, "system:read") };
}

/** Told to everybody, of what is on the shelf, when a key may not hear of all products. */
export const SHELF_TYPE = "product.published" satisfies EventType;
