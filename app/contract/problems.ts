type Told = {
  status: number;
  /** What happened, for whoever meets it for the first time. */
  cause: string;
  /** What to do now. */
  fix: string;
  /** How it is told in one case: the sentence, and for input the members it is about. */
  example: { message: string; errors?: readonly { path: string; message: string }[] };
};

/** Every kind of problem the shop can answer, by the last part of its address under /problems. */
export const problems = {
  "invalid-input": {
    status: 400,
    cause: "A parameter, a header or a member of the body is not what the operation takes. Nothing was done.",
    fix: "`errors` names each place and what belongs there; mend those and send the request again. A name that is not declared is refused too, so look for a slip of the pen.",
    example: {
      message: "priceCents: The price must be 0 or more",
      errors: [{ path: "priceCents", message: "The price must be 0 or more" }],
    },
  },
  malformed: {
    status: 400,
    cause: "What arrived is not a well-formed HTTP request, so nobody looked at what it asks for.",
    fix: "Let an HTTP library write the request. If one did, look at what a proxy on the way makes of it.",
    example: { message: "This is not a well-formed HTTP request" },
  },
  unauthorized: {
    status: 401,
    cause: "The operation needs a key, and there was none, or one that is unknown, expired or revoked.",
    fix: "Send a live key in `x-api-key` or as `Authorization: Bearer`. Keys are made by the owner of the shop.",
    example: { message: "Unauthorized" },
  },
  forbidden: {
    status: 403,
    cause: "The key is live, but not allowed to do this.",
    fix: "The message names the scope that is missing. Ask the owner for a key that has it.",
    example: { message: "This key lacks the scope products:write" },
  },
  "cross-site": {
    status: 403,
    cause:
      "A browser sent this from a page of another site, together with a cookie of the shop. Nothing was changed.",
    fix: "Programs leave cookies out and send a key. If it was the shop's own form behind a proxy, its owner sets `PUBLIC_URL` to the address that visitors use.",
    example: { message: "This was sent from another site, so nothing was changed" },
  },
  "not-found": {
    status: 404,
    cause: "Nothing is at this address: it was never there, is in the trash, or is not for you to see.",
    fix: "Check the id; lists tell the ids of what is there. Drafts are there only for keys that may write products.",
    example: { message: "Product not found" },
  },
  "method-not-allowed": {
    status: 405,
    cause: "The address exists, but not for this method.",
    fix: "Use one of the methods in the `Allow` header.",
    example: { message: "PATCH is not possible here; use GET, HEAD, POST, OPTIONS" },
  },
  timeout: {
    status: 408,
    cause: "The request took too long to arrive, so the connection was closed.",
    fix: "Send it again over a better connection. With an `Idempotency-Key` nothing is done twice.",
    example: { message: "The request took too long to arrive" },
  },
  conflict: {
    status: 409,
    cause:
      "The request is fine, but what is there now stands against it, such as another product with the same slug.",
    fix: "`errors` names the member that collides: choose another value, or change the thing that has it.",
    example: {
      message: "Another product has this address",
      errors: [{ path: "slug", message: "Another product has this address" }],
    },
  },
  "still-running": {
    status: 409,
    cause: "A request with the same `Idempotency-Key` has not been answered yet.",
    fix: "Wait a moment and send it again under the same key: you then get the answer of the first.",
    example: { message: "The first request with this key is still running; try again soon" },
  },
  "mailbox-full": {
    status: 409,
    cause:
      "20,000 messages wait on a device this was for, or 100,000 on all devices of the account. Nothing was sent.",
    fix: "Let the device catch up or revoke it, and send the message again under the same `clientId`.",
    example: { message: "The mailbox of Old tablet is full: let it catch up, or revoke it" },
  },
  "stale-version": {
    status: 409,
    cause: "Somebody else changed it after you read it, and the version you sent is of before.",
    fix: "Read it again, put your change into what is there now, and send that.",
    example: { message: "Someone else changed this meanwhile" },
  },
  "precondition-failed": {
    status: 412,
    cause: "The `ETag` in `If-Match` is not the current one: somebody else was faster. Nothing was changed.",
    fix: "Read it again, put your change into what is there now, and send that with the new `ETag`.",
    example: { message: "It has changed since you read it; read it again" },
  },
  "too-large": {
    status: 413,
    cause: "The body is larger than the operation takes. It was not read to its end.",
    fix: "JSON may have 100,000 bytes, a file 5,000,000. Send many things as an import or in batches.",
    example: { message: "Send at most 100000 bytes" },
  },
  "unsupported-media-type": {
    status: 415,
    cause: "The body came as another kind than the operation reads, or compressed.",
    fix: "Send JSON with `Content-Type: application/json` and without `Content-Encoding`, or the kind that the operation names.",
    example: { message: "Send the body as JSON with Content-Type: application/json" },
  },
  "key-reused": {
    status: 422,
    cause: "This `Idempotency-Key` was used in the last 24 hours for another request.",
    fix: "Make a new key for every new request, and keep one only to repeat the same bytes.",
    example: { message: "This was already sent with other content; what was sent first is kept" },
  },
  "rate-limited": {
    status: 429,
    cause: "More requests came than the key, or without one the address, may send in a minute.",
    fix: "Wait as many seconds as `Retry-After` says. `RateLimit` on every answer that counts tells what is left; conditional requests that answer 304 cost nothing.",
    example: { message: "Too many requests; try again in 12 seconds" },
  },
  "headers-too-large": {
    status: 431,
    cause: "The address and the headers together are longer than 16 kB.",
    fix: "Send fewer or shorter headers, and long lists in several requests.",
    example: { message: "Send a shorter address and fewer headers" },
  },
  internal: {
    status: 500,
    cause: "Something broke on our side. The shop's log has it under the request's id.",
    fix: "Try again later, a write under the same `Idempotency-Key`. If it stays, give `requestId` to the owner of the shop.",
    example: { message: "Something went wrong on our side" },
  },
  unavailable: {
    status: 503,
    cause: "The shop cannot reach its database at the moment.",
    fix: "Try again after `Retry-After` seconds, a write under the same `Idempotency-Key`: perhaps it was done.",
    example: { message: "The shop cannot reach its database; try again in a moment" },
  },
  maintenance: {
    status: 503,
    cause: "The owner has closed the shop for maintenance.",
    fix: "Come back after `Retry-After` seconds. A write that is sent again then is done once.",
    example: { message: "The shop is closed for maintenance; please come back in a few minutes" },
  },
} as const satisfies Record<string, Told>;

export type ProblemSlug = keyof typeof problems;

export const problemSlugs = Object.keys(problems) as ProblemSlug[];
export const isProblem = (slug: string): slug is ProblemSlug => Object.hasOwn(problems, slug);
export const problemTold = (slug: ProblemSlug): Told => problems[slug];

/** `not-found` as the first words of a sentence. */
export function problemTitle(slug: ProblemSlug) {
  const words = slug.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How an answer of this kind looks, whole. */
export function problemExample(slug: ProblemSlug) {
  const { status, example } = problemTold(slug);
  const { message, errors } = example;
  return {
    error: message,
    status,
    type: `/problems/${slug}`,
    title: problemTitle(slug),
    detail: message,
    instance: "/api/products",
    requestId: "5f1c2a7e-5d0f-4c1e-8a51-0c2f2a6f7b11",
    ...(errors && { errors }),
  };
}
