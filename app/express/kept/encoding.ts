export type Encoding = "br" | "gzip" | "identity";

const MOST = 100;
const ours = ["br", "gzip", "identity"] as const;
const known = new Map<string, Encoding>();

/** The best of the forms that a page is kept in, as `Accept-Encoding` asks for (RFC 9110, 12.5.3). Browsers all send the same few. */
export function encodingFor(accepted: string | undefined): Encoding {
  if (accepted === undefined) return "identity";
  const remembered = known.get(accepted);
  if (remembered) return remembered;
  if (known.size >= MOST) known.clear();
  const found = negotiate(accepted);
  known.set(accepted, found);
  return found;
}

function negotiate(accepted: string): Encoding {
  const weights = new Map(accepted.split(",").map(weightOf));
  const rest = weights.get("*") ?? 0;
  // What is not packed is taken by everybody, but after all that was named.
  const least = Math.min(...[...weights.values()].filter((weight) => weight > 0));
  const weight = (encoding: Encoding) =>
    weights.get(encoding) ?? (encoding === "identity" && rest === 0 ? least : rest);
  const [best = "identity"] = [...ours].sort((a, b) => weight(b) - weight(a));
  return weight(best) > 0 ? best : "identity";
}

function weightOf(part: string): [name: string, weight: number] {
  const [name = "", ...parameters] = part.split(";").map((word) => word.trim().toLowerCase());
  const given = parameters.find((parameter) => parameter.startsWith("q="));
  const weight = given === undefined ? 1 : Number(given.slice(2));
  return [name, weight >= 0 && weight <= 1 ? weight : 0];
}
