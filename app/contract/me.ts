import { z } from "zod";
import { overlaps } from "~/models/api-key/input";
import { PageQuery } from "~/models/paging";
import { one, page } from "./envelope";
import { operation } from "./operation";

const tag = "Your key";
const moment = z.iso.datetime();
const words = (example: string) => z.string().meta({ examples: [example] });

const Limits = z.strictObject({
  policy: z.literal("key"),
  quota: z.int().meta({ examples: [1_000] }),
  windowSeconds: z.int().meta({ examples: [60] }),
  remaining: z.int().meta({ examples: [998] }),
  resetSeconds: z.int().meta({ examples: [42] }),
});

const Key = z
  .strictObject({
    id: z.uuid(),
    name: words("Bookkeeping"),
    prefix: words("atl_key_7Qx2"),
    scopes: z.array(words("products:write")),
    createdAt: moment,
    expiresAt: moment.nullable(),
    lastUsedAt: moment.nullable(),
    lastUsedFrom: z
      .string()
      .nullable()
      .meta({ examples: ["203.0.113.0/24"] }),
    rotation: z.strictObject({ oldPrefix: words("atl_key_2mW9"), oldUntil: moment }).nullable(),
    limits: Limits.nullable(),
  })
  .meta({
    id: "Key",
    description:
      "`lastUsedFrom` is a network (/24 or /48), `rotation` tells of a replaced token that still works, `limits` is null when nothing is limited",
  });

const NotedRequest = z
  .strictObject({
    requestId: words("5f1c2a7e-5d0f-4c1e-8a51-0c2f2a6f7b11"),
    at: moment,
    method: words("PUT"),
    route: words("/api/products/:productId"),
    status: z.int().meta({ examples: [412] }),
    ms: z.int().meta({ examples: [3] }),
    problem: z
      .string()
      .nullable()
      .meta({ examples: ["precondition-failed"] }),
  })
  .meta({ id: "NotedRequest", description: "`problem` is the last part of an address below `/problems`" });

export const readMe = operation({
  id: "readMe",
  method: "GET",
  path: "/api/me",
  tag,
  summary: "Tell what is known of the calling key",
  scope: "any",
  answers: { 200: { description: "The key", body: one(Key) } },
});

export const listMyRequests = operation({
  id: "listMyRequests",
  method: "GET",
  path: "/api/me/requests",
  tag,
  summary: "List what the calling key asked for, newest first",
  description:
    "The last 30 days, each request a second or two after its answer. Routes are patterns: no ids, no queries.",
  scope: "any",
  query: PageQuery,
  answers: { 200: { description: "A page of requests", body: page(NotedRequest) } },
});

export const rotateMe = operation({
  id: "rotateMe",
  method: "POST",
  path: "/api/me/rotation",
  tag,
  summary: "Replace the token of the calling key",
  description:
    "The answer holds the new token, shown only now: with an `Idempotency-Key` the repeat is a 409. The token that was sent keeps working for `overlapSeconds`. A token that was replaced before cannot do this.",
  scope: "any",
  body: z.strictObject({
    overlapSeconds: z.literal(overlaps, `Choose from ${overlaps.join(", ")}`).default(3_600),
  }),
  answers: {
    201: {
      description: "The new token",
      body: one(
        z.strictObject({
          token: words("atl_key_…"),
          prefix: words("atl_key_9Kd4"),
          oldUntil: moment.nullable(),
        }),
      ),
    },
  },
  problems: ["forbidden", "conflict", "stale-version"],
});
