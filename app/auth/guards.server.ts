import { data, href, type RouterContextProvider, redirect } from "react-router";
import {
  apiKeyContext,
  type LiveApiKey,
  type Role,
  requestContext,
  type SignedIn,
  userContext,
} from "~/contexts";
import { allows, type Scope } from "~/models/api-key/scope";
import { Failure } from "~/models/failure";
import { logSecurity } from "~/security-log.server";

type Args = { request: Request; url: URL; context: Readonly<RouterContextProvider> };

/** Who is signed in; a visitor is sent to sign in first and comes back. First line of a loader or action. */
export function requireUser({ request, url, context }: Args): SignedIn {
  const user = context.get(userContext);
  if (user) return user;
  const back = request.method === "GET" ? `?redirectTo=${encodeURIComponent(url.pathname + url.search)}` : "";
  throw redirect(`${href("/login")}${back}`, 303);
}

/** Owner or editor. A customer learns that this is not for them: 403. */
export function requireEditor(args: Args) {
  return requireRole(args, ["owner", "editor"]);
}

/** Somebody who does not run the shop: whoever does is not asked what they think of it. */
export function requireCustomer(args: Args) {
  const user = requireUser(args);
  if (user.role !== "customer") {
    throw data({ message: "You run this shop: this page is for its customers." }, { status: 403 });
  }
  return user;
}

export const isEditor = (user: SignedIn | null) => user?.role === "owner" || user?.role === "editor";

export function requireOwner(args: Args) {
  return requireRole(args, ["owner"]);
}

function requireRole(args: Args, roles: readonly Role[]) {
  const user = requireUser(args);
  if (!roles.includes(user.role)) {
    const { log, address } = args.context.get(requestContext);
    logSecurity(log, { security: "access.refused", who: user.id, address });
    throw data({ message: "This page is for the people who run the shop." }, { status: 403 });
  }
  return user;
}

/** The caller's API key, if it may do this; every one may do `any`. Throws `Failure` 401 without a live key and 403 without the scope. */
export function requireScope({ context }: Pick<Args, "context">, scope: Scope | "any"): LiveApiKey {
  const key = context.get(apiKeyContext);
  if (!key) throw unauthorized();
  if (scope !== "any" && !allows(key.scopes, scope))
    throw new Failure("forbidden", `This key lacks the scope ${scope}`);
  return key;
}

/** What everybody hears who brings no live secret, whatever is wrong with theirs. */
export function unauthorized() {
  return new Failure("unauthorized", "Unauthorized", undefined, {
    headers: { "WWW-Authenticate": "Bearer" },
  });
}

export function hasScope({ context }: Pick<Args, "context">, scope: Scope) {
  return allows(context.get(apiKeyContext)?.scopes ?? [], scope);
}
