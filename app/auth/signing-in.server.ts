import type { RouterContextProvider } from "react-router";
import { requestContext, userContext } from "~/contexts";
import { redirectTelling } from "~/http/redirect.server";
import { Failure } from "~/models/failure";
import { signOut, startSession } from "~/models/session/session.server";
import { logSecurity } from "~/security-log.server";
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

/** Notes that somebody could not sign in, and throws what kept them out. `who` is the email they gave. */
export function noted({ context }: Pick<Args, "context">, who: string | null) {
  return (error: unknown): never => {
    const { log, address } = context.get(requestContext);
    if (error instanceof Failure) logSecurity(log, { security: "user.sign_in_failed", who, address });
    throw error;
  };
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
