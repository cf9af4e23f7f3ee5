import type { z } from "zod";
import { Failure } from "~/models/failure";
import { requireText } from "./text";

/** What stands for bytes that are no UTF-8 once an address was read. */
const UNREADABLE = "\ufffd";

/** The query of an API list. A parameter that is not declared, comes twice where one is asked for or does not fit is a 400 that names it. */
export function parseQuery<S extends z.ZodType>(url: URL, schema: S): z.output<S> {
  const query: Record<string, string | string[]> = {};
  for (const [name, value] of url.searchParams) {
    if (name === "__proto__") throw new Failure("invalid", "This is not known here; leave it out", name);
    requireText(name);
    requireText(value, name);
    if (value.includes(UNREADABLE)) throw new Failure("invalid", "Write it in UTF-8, percent-encoded", name);
    query[name] = Object.hasOwn(query, name) ? [query[name] as string | string[], value].flat() : value;
  }
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  // The parameter is named, and not which of its values: nobody counts commas.
  for (const issue of parsed.error.issues) issue.path.splice(1);
  for (const { code, path } of parsed.error.issues) {
    const name = String(path[0] ?? "");
    const one = code === "invalid_type" || code === "invalid_value";
    if (one && Array.isArray(query[name])) throw new Failure("invalid", "Give it once", name);
  }
  throw parsed.error;
}

/** The query of a page: what is unknown, empty or does not fit is as if it were not there. */
export function readQuery<S extends z.ZodObject>(url: URL, schema: S): z.output<S> {
  const query: Record<string, string> = {};
  for (const [name, value] of url.searchParams) {
    const field = Object.hasOwn(schema.shape, name) ? (schema.shape[name] as z.ZodType) : null;
    if (value !== "" && field?.safeParse(value).success) query[name] = value;
  }
  return schema.parse(query);
}
