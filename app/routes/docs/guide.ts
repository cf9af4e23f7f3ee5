type Part = { id: string; title: string; text: readonly string[]; code?: string };

/** What holds for every operation, told once. */
export const guide: readonly Part[] = [
  {
    id: "keys",
    title: "Keys",
    text: [
      "What everybody can see needs no key. For the rest, send one in `x-api-key` or as `Authorization: Bearer`, never in the address, where it would end up in logs: there it is refused.",
      "The owner of the shop makes keys and chooses what each may do. A `write` scope includes the `read` of the same noun. `GET /api/me` tells a key what it may, and [its log](/docs/your-key) what it did.",
    ],
    code: `curl "$SHOP/api/me" \\\n  -H "x-api-key: $KEY"`,
  },
  {
    id: "problems",
    title: "When something is wrong",
    text: [
      "Every answer that is not a success is `application/problem+json` (RFC 9457). `error` says in one sentence what to do, `errors` names the places in the input, and `type` leads to [a page with the cause and the fix](/problems). `requestId` finds the request in the shop's log.",
      "Nothing happens before all of the input has been checked. A name that is not declared is refused rather than overlooked.",
    ],
  },
  {
    id: "lists",
    title: "Lists",
    text: [
      "A list is asked by `page` and `limit`, or followed by `cursor`: each answer tells the cursors beside it, and the `Link` header the whole addresses. By cursors nothing is seen twice and nothing missed while rows come and go.",
      "`filter[…]`, `sort`, `fields[…]` and `include` say which rows, in which order and how much of each. `total=none` leaves out counting.",
    ],
    code: `curl -g "$SHOP/api/products?filter[priceCents][lte]=5000&sort=-updatedAt&limit=5"`,
  },
  {
    id: "repeating",
    title: "Repeating a write",
    text: [
      "When an answer is lost, nobody knows whether the write was done. With an `Idempotency-Key` it may simply be sent again: for 24 hours the same request under the same key gets the first answer, marked `Idempotent-Replayed: true`, and is done once.",
      "The same key with another body is a 422, and a 409 while the first still runs. What was refused is not kept, so it can be mended and sent under its key.",
    ],
  },
  {
    id: "tags",
    title: "Reading and writing under conditions",
    text: [
      "Reads answer with an `ETag`. Send it back in `If-None-Match`, and as long as nothing has changed the answer is 304, without a body and free of charge.",
      "Send it in `If-Match` with a write, and the write happens only if nobody else was there in between; otherwise the answer is 412 and nothing has changed.",
    ],
  },
  {
    id: "limits",
    title: "Limits",
    text: [
      "A key may ask 1,000 times a minute and an address without one 300 times, unless the owner says otherwise. `RateLimit` tells how many are left and for how many seconds, `RateLimit-Policy` the rule. Who has none left gets a 429 with `Retry-After`. A 304 costs nothing, and neither does what goes out again as everybody got it before: such an answer has no `RateLimit`. `Cache-Control: no-store` asks for one that is made anew.",
      "JSON may have 100,000 bytes.",
    ],
  },
  {
    id: "client",
    title: "A typed client",
    text: [
      "The [OpenAPI document](/api/openapi.json) is made of what the shop checks. `openapi-typescript` turns it into types, and `openapi-fetch` asks with them; a member with a default may then be left out of what you send.",
    ],
    code: `npx openapi-typescript "$SHOP/api/openapi.json" --default-non-nullable=false -o shop.ts`,
  },
  {
    id: "promise",
    title: "What will not change",
    text: [
      "Operations, members of answers, parameters and types of events may be added at any time, so overlook what you do not know. None is taken away, and none changes its meaning.",
    ],
  },
];
