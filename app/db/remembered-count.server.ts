import { once } from "~/once.server";
import { isInTransaction } from "./client.server";

const MOST = 1_000;

type Count = { total: number; version: number };

const counts = once("remembered counts", () => new Map<string, Count>());

/**
 * A count that nothing has happened to since. `version` is the number of the shop's last event, read by the statement that shows
 * the list: every process sees a change of another at once. Inside a transaction nothing is remembered.
 */
export async function remembered(
  question: string,
  version: number,
  count: () => Promise<Count>,
): Promise<number> {
  if (isInTransaction()) return (await count()).total;
  const known = counts.get(question);
  if (known?.version === version) return known.total;
  const counted = await count();
  for (const oldest of counts.keys()) {
    if (counts.size < MOST) break;
    counts.delete(oldest);
  }
  // Set anew, it is the youngest again.
  counts.delete(question);
  counts.set(question, counted);
  return counted.total;
}
