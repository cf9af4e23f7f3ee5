type Parameters = Record<string, string | number | undefined>;

/** A path with the parameters that say something: no empty ones, and no first page. */
export function addressOf(path: string, parameters: Parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === "" || (name === "page" && value === 1)) continue;
    query.set(name, String(value));
  }
  return query.size > 0 ? `${path}?${query}` : path;
}
