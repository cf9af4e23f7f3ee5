import type { z } from "zod";
import { Failure } from "~/models/failure";
import { requireText } from "./text";

/** The query of an API list. A parameter that is not declared, comes twice or does not fit is a 400 that names it. */
export function parseQuery<S extends z.ZodType>(url: URL, schema: S): z.output<S> {
  const query: Record<string, string> = {};
  for (const [name, value] of url.searchParams) {
    if (Object.hasOwn(query, name) || name === "__proto__")
      throw new Failure("invalid", "Give it once", name);
    requireText(name);
    requireText(value, name);
    query[name] = value;
  }
  return schema.parse(query);
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
