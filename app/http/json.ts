import { Failure } from "~/models/failure";
import { requireText } from "./text";

const MAX_DEPTH = 32;

/**
 * JSON as the shop takes it: well-formed text, 32 levels at most, every member named once. Throws `Failure` invalid.
 * Of a name that comes twice `JSON.parse` keeps the last, and whatever checked the first would have checked nothing.
 */
export function parseJson(text: string): unknown {
  const value = parse(text);
  requireDistinctNames(text);
  requireWellFormed(value, 0, "");
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure("invalid", "The body is not valid JSON");
  }
}

/** The strings of a JSON text, told apart by the colon behind the names, and its brackets. The text is valid already. */
const TOKENS = /("[^"\\]*(?:\\.[^"\\]*)*")([\t\n\r ]*:)?|[{}[\]]/g;

function requireDistinctNames(text: string) {
  const open: Set<string>[] = [];
  for (const [token, string, colon] of text.matchAll(TOKENS)) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (string && colon) requireNew(JSON.parse(string), open.at(-1));
  }
}

function requireNew(name: string, names: Set<string> | undefined) {
  if (names?.has(name)) throw new Failure("invalid", "Give it once", name);
  names?.add(name);
}

function requireWellFormed(value: unknown, depth: number, path: string) {
  if (typeof value === "string") return requireText(value, path);
  if (typeof value !== "object" || value === null) return;
  if (depth >= MAX_DEPTH) throw new Failure("invalid", `Nest the JSON at most ${MAX_DEPTH} levels deep`);
  for (const [name, member] of Object.entries(value)) {
    requireText(name);
    if (name === "__proto__") {
      throw new Failure("invalid", "__proto__ is not a member of anything here", name);
    }
    const step = Array.isArray(value) ? `${path}[${name}]` : path ? `${path}.${name}` : name;
    requireWellFormed(member, depth + 1, step);
  }
}
