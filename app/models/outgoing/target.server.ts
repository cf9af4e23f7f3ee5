import { promises as dns, type LookupAddress } from "node:dns";
import { isIP } from "node:net";
import { env } from "~/env.server";
import { Failure } from "~/models/failure";
import { reachOf } from "./reach.server";

const MAX_LENGTH = 2_000;

/** Where a request may go: an address of the internet, and the very machine at it that was checked. */
export type Target = { url: URL; address: string };

/** Asks for all addresses of a name. */
export type Resolve = (name: string) => Promise<Pick<LookupAddress, "address">[]>;

/** `home`: the owner lets requests go to machines at home and over plain http, see OUTGOING_PRIVATE. */
export type Allowed = { home: boolean };

const byOwner = (): Allowed => ({ home: env.OUTGOING_PRIVATE === "on" });
const bySystem: Resolve = (name) => dns.lookup(name, { all: true, order: "ipv4first" });

/**
 * An address to call, as far as it can be judged before its name is resolved: https, no credentials in it, a port of the web or
 * of nobody in particular, no private address in any notation. Throws `Failure` invalid.
 */
export function requireCallable(text: string, { home } = byOwner()): URL {
  const url = text.length <= MAX_LENGTH && URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw refused("Enter an address that begins with https://, of at most 2,000 characters");
  if (url.protocol === "http:" && !home) throw refused("Use https: plain http shows everybody what is sent");
  if (url.username || url.password) throw refused("Leave name and password out of the address");
  const port = Number(url.port || 443);
  if (port < 1_024 && port !== 443 && port !== 80)
    throw refused("Use port 443, or one from 1024 on: the others belong to other services");
  if (isIP(hostOf(url)) !== 0) requireReach([hostOf(url)], { home });
  return url;
}

/**
 * Resolves the name once and checks every address it has; one bad one among them is enough to refuse. Connect to `address` and
 * resolve nothing again, or a name that changes its mind in between leads elsewhere. Throws `Failure` invalid.
 */
export async function resolveTarget(
  text: string,
  { resolve = bySystem, allowed = byOwner() }: { resolve?: Resolve; allowed?: Allowed } = {},
): Promise<Target> {
  const url = requireCallable(text, allowed);
  const host = hostOf(url);
  const found = isIP(host) === 0 ? (await resolve(host)).map(({ address }) => address) : [host];
  const [address] = found;
  if (address === undefined) throw refused(`${host} has no address`);
  requireReach(found, allowed);
  return { url, address };
}

function requireReach(addresses: readonly string[], { home }: Allowed) {
  for (const address of addresses) {
    const reach = reachOf(address);
    if (reach === "public" || (reach === "home" && home)) continue;
    throw refused(`${address} is not an address of the public internet`);
  }
}

/** Without the brackets of IPv6. URL has already turned decimal, octal and hexadecimal notations into the usual one. */
const hostOf = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, "");

const refused = (message: string) => new Failure("invalid", message, "url");
