import type { Logger } from "pino";
import { createContext } from "react-router";
import type { LiveDevice } from "~/models/device/admission.server";

/** What the process knows of a request before any route runs. Set for every request by the entry. */
export type RequestFacts = {
  id: string;
  /** The client's address, as far as TRUST_PROXY lets us believe it. */
  address: string;
  secure: boolean;
  /** Scheme and host for links that leave the page: PUBLIC_URL, else the address that was asked. */
  origin: string;
  nonce: string;
  log: Logger;
};

export type SignedIn = { id: string; email: string; name: string; role: Role; sessionId: string };
export type Role = "owner" | "editor" | "customer";
export type LiveApiKey = {
  id: string;
  name: string;
  scopes: readonly string[];
  /** Null for what every key may. */
  limitPerMinute: number | null;
  /** It was called with the token before its newest one, which works for a while yet. */
  replaced: boolean;
};
export type Flash = { kind: "good" | "bad"; text: string };

/** What a page could not be made for; the router answers it. Set where React Router tells errors. */
export const brokenContext = createContext<unknown>(null);
export const requestContext = createContext<RequestFacts>();
/** Null for a visitor who has not signed in. */
export const userContext = createContext<SignedIn | null>();
/** What form tokens are bound to: the session, or for a visitor a random cookie that is set once a form asks for it. */
export const visitorContext = createContext<{ id: () => string }>();
/** The paired device that asks; read below `/api/devices/me` alone. */
export const deviceContext = createContext<LiveDevice>();
export const apiKeyContext = createContext<LiveApiKey | null>();
export const flashContext = createContext<Flash | null>(null);
