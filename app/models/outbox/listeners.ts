/** Who wants to hear of what happens: wherever it happened, or only of what this process did itself. */
export function listeners<News>() {
  const everywhere = new Set<(news: News) => void>();
  const here = new Set<(news: News) => void>();
  const join = (all: Set<(news: News) => void>) => (listener: (news: News) => void) => {
    all.add(listener);
    return () => all.delete(listener);
  };
  const tellElsewhere = (news: News) => {
    for (const listener of everywhere) listener(news);
  };
  return {
    onNews: join(everywhere),
    onOwnNews: join(here),
    /** Of what this process did. */
    tell(news: News) {
      for (const listener of here) listener(news);
      tellElsewhere(news);
    },
    /** Of what another process on the same database did. */
    tellElsewhere,
  };
}
