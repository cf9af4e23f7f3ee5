import { z } from "zod";

/** Everything a key may be allowed, and what that is. The `write` of a noun includes its `read`. */
export const duties = {
  "products:read": { label: "Read products", hint: "What everybody can see, at the rate of a key" },
  "products:write": {
    label: "Write products",
    hint: "Create, change, publish, delete and restore, with tiers and pictures; read drafts",
  },
  "categories:read": { label: "Read categories", hint: "What everybody can see, at the rate of a key" },
  "categories:write": { label: "Write categories", hint: "Create, change and remove them" },
  "reviews:read": { label: "Read reviews", hint: "All of them in one list, those of drafts too" },
  "reviews:write": { label: "Moderate reviews", hint: "Withdraw them and bring them back" },
  "imports:read": { label: "Read imports", hint: "How far an import is, and its result line by line" },
  "imports:write": { label: "Import", hint: "Send files with many products; rehearse that" },
  "webhooks:read": {
    label: "Hear of webhooks",
    hint: "Among the events: what came in, and what became of endpoints",
  },
  "events:read": { label: "Read events", hint: "What happened to what the key may read" },
  "system:read": { label: "Read the system's state", hint: "All features and the number of people" },
} as const;

export type Scope = keyof typeof duties;
export const scopes = Object.keys(duties) as [Scope, ...Scope[]];

/** What a key may do. `products:read` alone sees what everybody sees; `products:write` sees drafts too. */
export const Scope = z.enum(scopes, `Choose from ${scopes.join(", ")}`);

/** Whether a key with these scopes may do what `wanted` allows. */
export function allows(granted: readonly string[], wanted: Scope) {
  return granted.includes(wanted) || granted.includes(wanted.replace(/:read$/, ":write"));
}
