import path from "node:path";
import type { Promised } from "./promise";

/** What the API has promised so far. */
export const file = path.resolve(import.meta.dirname, "../fixtures/promise.json");

/** A place a line, so that a change of the promise reads as one. */
export function written(promise: Promised) {
  const lines = Object.entries(promise).map(
    ([place, fact]) => `  ${JSON.stringify(place)}: ${JSON.stringify(fact)}`,
  );
  return `{\n${lines.join(",\n")}\n}\n`;
}
