import { z } from "zod";
import { overlaps } from "~/models/api-key/input";
import { PageQuery } from "~/models/paging";
import { operation } from "./operation";
import { one, page } from "./schemas";

const tag = "Your key";
const moment = z.iso.datetime();

const Limits = z.strictObject({
  policy: z.literal("key"),
  quota: z.int(),
  windowSeconds: z.int(),
  remaining: z.int(),
  resetSeconds: z.int(),
});

const Key = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.string()),
    createdAt: moment,
    expiresAt: moment.nullable(),
    lastUsedAt: moment.nullable(),
    lastUsedFrom: z.string().nullable(),
    rotation: z.strictObject({ oldPrefix: z.string(), oldUntil: moment }).nullable(),
    limits: Limits.nullable(),
  })
  .meta({
    id: "Key",
    description:
      "`lastUsedFrom` is a network (/24 or /48), `rotation` tells of a replaced token that still works, `limits` is null when nothing is limited",
  });

const NotedRequest = z
  .strictObject({
    requestId: z.string(),
    at: moment,
    method: z.string(),
    route: z.string(),
    status: z.int(),
    ms: z.int(),
    problem: z.string().nullable(),
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
      body: one(z.strictObject({ token: z.string(), prefix: z.string(), oldUntil: moment.nullable() })),
    },
  },
  problems: ["conflict", "stale-version"],
});
