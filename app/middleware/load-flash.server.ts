import type { MiddlewareFunction } from "react-router";
import { z } from "zod";
import { flashCookie } from "~/auth/cookies.server";
import { flashContext, requestContext } from "~/contexts";

const Flash = z.object({ kind: z.enum(["good", "bad"]), text: z.string() });

/** Hands what just happened to the page that is shown next, once. */
export const loadFlash: MiddlewareFunction<Response> = async ({ request, context }, next) => {
  const cookie = flashCookie(context.get(requestContext).secure);
  const flash =
    request.method === "GET" ? Flash.safeParse(await cookie.parse(request.headers.get("Cookie"))) : null;
  if (!flash?.success) return next();
  context.set(flashContext, flash.data);
  const response = await next();
  if (!isRedirect(response)) response.headers.append("Set-Cookie", await cookie.serialize("", { maxAge: 0 }));
  return response;
};

/** React Router answers scripts with 202 where it answers browsers with 3xx. */
const isRedirect = ({ status }: Response) => status === 202 || (status >= 300 && status < 400);
