import { randomBytes } from "node:crypto";
import type { MiddlewareFunction } from "react-router";
import { sessionCookie, visitorCookie } from "~/auth/cookies.server";
import { requestContext, userContext, visitorContext } from "~/contexts";
import { findSignedIn } from "~/models/session/session.server";

/** Who is here, and something that the forms of a visitor can be bound to. */
export const loadUser: MiddlewareFunction<Response> = async ({ request, context }, next) => {
  const { secure } = context.get(requestContext);
  const cookies = request.headers.get("Cookie");
  const token = await sessionCookie(secure).parse(cookies);
  const user = typeof token === "string" ? await findSignedIn(token) : null;
  context.set(userContext, user);

  let visitor: unknown = user ? token : await visitorCookie(secure).parse(cookies);
  let minted: string | null = null;
  const id = () => {
    if (typeof visitor !== "string") visitor = minted = randomBytes(32).toString("base64url");
    return visitor as string;
  };
  context.set(visitorContext, { id });

  const response = await next();
  if (minted) response.headers.append("Set-Cookie", await visitorCookie(secure).serialize(minted));
  return response;
};
