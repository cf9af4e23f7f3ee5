import { expect } from "vitest";
import type { program } from "./program";

type Told = { id: string; state: string; total: number; done: number; reason: string | null } & Record<
  "created" | "updated" | "unchanged" | "refused",
  number
>;
export type ResultLine = {
  line: number;
  result: string;
  sku: string;
  name: string;
  id: string | null;
  reasons: string[];
};

const WAIT_MS = 120_000;

/** Waits until an import is over, and answers what it came to. */
export async function importOver(api: ReturnType<typeof program>, id: string): Promise<Told> {
  const limit = Date.now() + WAIT_MS;
  for (;;) {
    const { json } = await api("GET", `/api/imports/${id}`);
    const told = json.data as Told;
    if (!["queued", "running"].includes(told.state)) return told;
    if (Date.now() > limit) throw new Error(`the import is still ${told.state} with ${told.done} rows`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** What became of each row. */
export async function resultOf(api: ReturnType<typeof program>, id: string): Promise<ResultLine[]> {
  const answer = await api("GET", `/api/imports/${id}/result.ndjson`);
  expect(answer.status).toBe(200);
  return answer.text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as ResultLine);
}
