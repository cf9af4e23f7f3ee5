import { type Cookie, createCookie } from "react-router";
import { secrets } from "~/secrets.server";

export const SESSION_DAYS = 30;

const common = { httpOnly: true, sameSite: "lax", path: "/", secrets: secrets.session } as const;

/** Over https the names carry `__Host-` and the cookies are Secure; over plain http a browser would refuse both. */
function pair(name: string, options: { maxAge?: number }): (secure: boolean) => Cookie {
  const overHttps = createCookie(`__Host-${name}`, { ...common, ...options, secure: true });
  const overHttp = createCookie(name, { ...common, ...options, secure: false });
  return (secure) => (secure ? overHttps : overHttp);
}

export const sessionCookie = pair("session", { maxAge: SESSION_DAYS * 86_400 });
/** Binds the forms of a visitor who has not signed in. */
export const visitorCookie = pair("visitor", { maxAge: 86_400 });
/** What just happened, told on the next page. */
export const flashCookie = pair("flash", { maxAge: 60 });
