import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/**
 * Where an address leads: `public` is the internet; `home` is this machine and the networks it stands in; `nowhere` is what
 * no request may go to, such as the metadata service of a cloud, multicast, and forms that hide another address in them.
 */
export type Reach = "public" | "home" | "nowhere";

const HOME = new Set<string>(["loopback", "private", "carrierGradeNat", "uniqueLocal"]);
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");

/** By the special-purpose registries of IANA. What is no address leads nowhere. */
export function reachOf(address: string): Reach {
  if (isIP(address) === 0) return "nowhere";
  const parsed = ipaddr.parse(address);
  const range = parsed.range();
  if (HOME.has(range)) return "home";
  if (range !== "unicast") return "nowhere";
  return parsed.kind() === "ipv4" || parsed.match(GLOBAL_IPV6) ? "public" : "nowhere";
}
