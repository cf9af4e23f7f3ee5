import { type RouterContextProvider, redirect } from "react-router";
import { flashCookie } from "~/auth/cookies.server";
import { type Flash, requestContext } from "~/contexts";

type Args = { context: Readonly<RouterContextProvider> };

const told = new WeakMap<Response, Flash>();

/** What a {@link redirectTelling} tells, and null for an answer that tells nothing. */
export const toldBy = (response: Response) => told.get(response) ?? null;

/** 303 to a page of ours that tells what was done. */
export async function redirectTelling(
  { context }: Args,
  path: string,
  text: string,
  { kind = "good", cookies = [] }: { kind?: Flash["kind"]; cookies?: string[] } = {},
) {
  const headers = new Headers();
  for (const cookie of cookies) headers.append("Set-Cookie", cookie);
  const { secure } = context.get(requestContext);
  const flash: Flash = { kind, text };
  headers.append("Set-Cookie", await flashCookie(secure).serialize(flash));
  const response = redirect(path, { status: 303, headers });
  told.set(response, flash);
  return response;
}

/** A path of this site from an outside word, or `fallback`. Never another host, scheme or a header break. */
export function safeRedirect(target: unknown, fallback = "/") {
  if (typeof target !== "string" || !/^\/(?![/\\])[\x21-\x7e]*$/.test(target) || target.includes("\\"))
    return fallback;
  const url = new URL(target, "http://site.invalid");
  return url.origin === "http://site.invalid" && !url.pathname.startsWith("//")
    ? url.pathname + url.search
    : fallback;
}
