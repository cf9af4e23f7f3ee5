import { z } from "zod";
import { EventQuery } from "~/models/outbox/query";
import { operation } from "./operation";
import { PastEvent } from "./schemas/event";

export const listEvents = operation({
  id: "listEvents",
  method: "GET",
  path: "/api/events",
  tag: "Events",
  summary: "Read what happened, oldest first",
  description:
    "The outbox, as far as the key may read what it is about: of products those who may write them hear everything, with `products:read` what was published and still is. People, sessions, keys and settings need `system:read`. `id` is the `webhook-id` of the same event. Ask again with `after` as `next` told: nothing is missed and nothing comes twice.",
  scope: "events:read",
  query: EventQuery,
  answers: {
    200: {
      description: "A part of what happened",
      body: z.strictObject({
        data: z.array(PastEvent),
        pagination: z
          .strictObject({
            limit: z.int(),
            next: z.int().describe("What to send as `after` to go on"),
            more: z.boolean().describe("Whether there is more already"),
          })
          .meta({ id: "EventPagination", examples: [{ limit: 20, next: 42, more: false }] }),
      }),
      headers: { Link: "`next`, when there is more already (RFC 8288)" },
    },
  },
});
