import { data, type MiddlewareFunction } from "react-router";
import { userContext } from "~/contexts";
import { answerError } from "~/http/endpoint";
import { Failure } from "~/models/failure";
import { maintenanceState } from "~/models/site/state.server";

const RETRY_AFTER = { "Retry-After": "300" };
/** How the owner gets in while the shop is closed. */
const OPEN_PAGES = ["/login", "/logout", "/sign-in", "/install"];
const OPEN_PROGRAMS = /^\/api\/system(?:\/|$)/;

/** Shows everybody but the owner that the shop is closed for maintenance. After `loadUser`. */
export const closePages: MiddlewareFunction<Response> = async ({ url, context }, next) => {
  const told = await closure();
  if (told === null || OPEN_PAGES.includes(url.pathname)) return next();
  if (context.get(userContext)?.role === "owner") return next();
  throw data({ message: told }, { status: 503, statusText: "Service Unavailable" });
};

/** The same for programs, whatever their key: 503 in the error shape. What tells that the shop is closed stays open. */
export const closeApi: MiddlewareFunction<Response> = async (args, next) => {
  const told = await closure();
  if (told === null || OPEN_PROGRAMS.test(args.url.pathname)) return next();
  return answerError(new Failure("maintenance", told, undefined, { headers: RETRY_AFTER }), args);
};

async function closure() {
  const { enabled, message } = await maintenanceState();
  if (!enabled) return null;
  return message || "The shop is closed for maintenance; please come back in a few minutes";
}
