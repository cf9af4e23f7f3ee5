import type { RouterContextProvider } from "react-router";
import { requestContext, userContext } from "~/contexts";
import { redirectTelling } from "~/http/redirect.server";
import { signOut, startSession } from "~/models/session/session.server";
import { sessionCookie } from "./cookies.server";

type Args = { request: Request; context: Readonly<RouterContextProvider> };

/** Starts a session of this browser, in place of the one it had, and goes on to `path`. */
export async function signInAndGoTo(
  args: Args,
  path: string,
  { userId, text }: { userId: string; text: string },
) {
  const { address, secure } = args.context.get(requestContext);
  const token = await startSession({
    userId,
    address,
    userAgent: args.request.headers.get("User-Agent") ?? "",
    replaces: args.context.get(userContext)?.sessionId,
  });
  return redirectTelling(args, path, text, { cookies: [await sessionCookie(secure).serialize(token)] });
}

/** Ends the session of this browser, if it has one, and goes on to `path`. */
export async function signOutAndGoTo(args: Args, path: string, text: string) {
  const user = args.context.get(userContext);
  if (user) await signOut({ id: user.sessionId, userId: user.id });
  return redirectTelling(args, path, text, { cookies: [await clearedSession(args)] });
}

/** The header line that takes the session cookie out of the browser. */
export async function clearedSession({ context }: Args) {
  return sessionCookie(context.get(requestContext).secure).serialize("", { maxAge: 0 });
}
