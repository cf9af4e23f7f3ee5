import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { RouterContextProvider } from "react-router";
import { visitorContext } from "~/contexts";
import { Failure } from "~/models/failure";
import { secrets } from "~/secrets.server";

type Args = { context: Readonly<RouterContextProvider> };

export const TOKEN_FIELD = "_token";

/** The hidden field of a form that posts to `path`: proof against forgery and idempotency key in one. */
export function formToken({ context }: Args, path: string) {
  const nonce = randomBytes(16).toString("base64url");
  return `${nonce}.${sign(secrets.session[0] ?? "", context.get(visitorContext).id(), path, nonce)}`;
}

/** The nonce of a token that this visitor got for this path. Throws `Failure` 403. */
export function requireFormToken({ context }: Args, path: string, token: FormDataEntryValue | null) {
  const [nonce = "", mac = ""] = typeof token === "string" ? token.split(".") : [];
  const visitor = context.get(visitorContext).id();
  if (!nonce || !secrets.session.some((secret) => same(mac, sign(secret, visitor, path, nonce)))) {
    throw new Failure(
      "forbidden",
      "This page was open too long, or you signed in or out meanwhile. Please send it again.",
    );
  }
  return nonce;
}

/** Keyed, so that a stored hash of a form that held a password tells nothing. */
export function hashForm(form: FormData, files: readonly { field: string; hash: string }[] = []) {
  const mac = createHmac("sha256", secrets.session[0] ?? "");
  for (const [name, value] of form) {
    if (name !== TOKEN_FIELD) mac.update(JSON.stringify([name, String(value)]));
  }
  for (const { field, hash } of files) mac.update(JSON.stringify([field, { hash }]));
  return mac.digest("base64url");
}

function sign(secret: string, visitor: string, path: string, nonce: string) {
  return createHmac("sha256", secret).update(["form", visitor, path, nonce].join("\n")).digest("base64url");
}

function same(one: string, other: string) {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
