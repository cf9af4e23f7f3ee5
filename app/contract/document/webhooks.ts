import { events } from "../events";
import { withExample } from "./example";
import type { Schema, Speaker } from "./schema";

const text = (name: string, description: string, example: string) => ({
  name,
  in: "header" as const,
  required: true,
  description,
  schema: { type: "string", maxLength: 1_000 } satisfies Schema,
  example,
});

/** Standard Webhooks, to the letter. */
const headers = [
  text(
    "webhook-id",
    "Names the event; the same on every try, so that one can drop repeats",
    "msg_0192d4a07c1e7b3a",
  ),
  text("webhook-timestamp", "When this try was sent, in seconds since 1970", "1795339800"),
  text(
    "webhook-signature",
    "HMAC-SHA256 over id, timestamp and body; several, separated by spaces, while a secret rotates",
    "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
  ),
];

const ANSWERS = {
  "2XX": { description: "It arrived. Anything else is tried again, ten times over about three days." },
  "410": { description: "Nothing is to be sent here any more: the endpoint is switched off." },
};

/** What the shop calls others with: each type of event, with its whole body. */
export function webhooksOf({ say, components }: Speaker) {
  return Object.fromEntries(
    events.map(({ type, summary, body }) => {
      const schema = say(body, "output");
      const content = { "application/json": { schema, ...withExample(schema, components) } };
      const post = {
        operationId: nameOf(type),
        tags: ["Webhooks"],
        summary,
        description: `Sent to the endpoints that chose \`${type}\`.`,
        security: [],
        parameters: headers,
        requestBody: { required: true, content },
        responses: ANSWERS,
      };
      return [type, { post }];
    }),
  );
}

/** `product.published` to `onProductPublished`. */
const nameOf = (type: string) =>
  `on${type.replace(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
