/** How `pg` is told an address: Prisma's `?schema=` is unknown to it, and hand-written SQL has to find the tables as well. */
export function postgresAddress(url: string) {
  const schema = schemaOf(url);
  return { connectionString: url, ...(schema && { options: `-c search_path="${schema}"` }) };
}

export function schemaOf(url: string) {
  return new URL(url).searchParams.get("schema") ?? undefined;
}
