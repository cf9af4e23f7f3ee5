const LAYOUT = "routes/layout";

type Match = { id: string; loaderData?: unknown } | undefined;
type Framed = { site: { name: string } };

/** For `meta`: the page's own words, then the shop's name. */
export function titled(words: string, matches: readonly Match[]) {
  const frame = matches.find((match) => match?.id === LAYOUT)?.loaderData as Framed | undefined;
  return [{ title: frame ? `${words} · ${frame.site.name}` : words }];
}
