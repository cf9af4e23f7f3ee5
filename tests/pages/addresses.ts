import type { RouteConfigEntry } from "@react-router/dev/routes";
import routes from "~/routes";

/** Every address of the house as a pattern, from its table of contents. A layout without a page of its own is none. */
export function allAddresses(entries: RouteConfigEntry[] = routes, parent = ""): string[] {
  return entries.flatMap(({ path, index, children, file }) => {
    const address = path ? `${parent}/${path}` : parent;
    if (children) return allAddresses(children, address);
    return index || path || file ? [address || "/"] : [];
  });
}
