import * as build from "virtual:react-router/server-build";
import type { MiddlewareFunction, RouterContextProvider } from "react-router";

type Route = NonNullable<(typeof build.routes)[string]>;
type Args = Parameters<MiddlewareFunction<Response>>[0];
type Handler = (args: Args) => unknown;
type Door = {
  pattern: string;
  names: string[];
  address: RegExp;
  middleware: MiddlewareFunction<Response>[];
  module: { loader?: Handler; action?: Handler };
};
type Found = Door & { params: Record<string, string> };

const UNSAFE = ["POST", "PUT", "PATCH", "DELETE"];
/** Parameters that React Router keeps to itself. */
const ITS_OWN = /[?&](?:index|_routes)(?:[=&]|$)/;

const routes = Object.values(build.routes).filter((route) => route !== undefined);
const doors = routes.filter(isLeaf).map(doorOf).filter(isPlain);
const fixed = new Map(doors.filter(({ names }) => names.length === 0).map((door) => [door.pattern, door]));
const moving = doors.filter(({ names }) => names.length > 0).sort((a, b) => a.names.length - b.names.length);

/**
 * The resource route below /api that React Router would find for an address, as long as nothing in the address needs a second
 * look: whatever is escaped, in capitals, ends in a slash or is unknown is left to React Router itself, which holds every
 * address against a hundred routes, twice.
 */
export function findDoor(address: string): Found | null {
  const [path = "", query] = address.split("?", 2);
  if (query !== undefined && ITS_OWN.test(address)) return null;
  const known = fixed.get(path);
  if (known) return { ...known, params: {} };
  for (const door of moving) {
    const values = door.address.exec(path);
    if (values)
      return {
        ...door,
        params: Object.fromEntries(door.names.map((name, at) => [name, values[at + 1] ?? ""])),
      };
  }
  return null;
}

/** Calls the route as React Router does: the middleware of its parents and its own, then its loader or action. */
export async function enterDoor(
  { pattern, params, middleware, module }: Found,
  request: Request,
  context: RouterContextProvider,
) {
  const args: Args = { request, url: new URL(request.url), params, pattern, context };
  const handler = UNSAFE.includes(request.method) ? module.action : module.loader;
  async function step(at: number): Promise<Response> {
    const current = middleware[at];
    if (!current) return (await handler?.(args)) as Response;
    let rest: Promise<Response> | undefined;
    const next = () => (rest ??= step(at + 1));
    return (await current(args, next)) ?? next();
  }
  try {
    return await step(0);
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}

function isLeaf({ id }: Route) {
  return !routes.some(({ parentId }) => parentId === id);
}

function doorOf(leaf: Route): Door {
  const line = lineOf(leaf);
  const pattern = `/${line.flatMap(({ path }) => path?.split("/").filter(Boolean) ?? []).join("/")}`;
  return {
    pattern,
    names: [...pattern.matchAll(/:([\w-]+)/g)].map(([, name = ""]) => name),
    address: new RegExp(`^${pattern.replaceAll(".", "\\.").replace(/:[\w-]+/g, "([\\w.~-]+)")}$`),
    middleware: line.flatMap(({ module }) => (module.middleware ?? []) as MiddlewareFunction<Response>[]),
    module: leaf.module as Door["module"],
  };
}

function lineOf(route: Route): Route[] {
  const parent = route.parentId === undefined ? undefined : build.routes[route.parentId];
  return parent ? [...lineOf(parent), route] : [route];
}

function isPlain({ pattern, module }: Door) {
  return /^\/api(?:\/[\w.:-]+)*$/.test(pattern) && !("default" in module);
}
