import { z } from "zod";
import { Slug } from "~/models/product/slug";
import type { NewCategory } from "./categories.server";
import { importProducts } from "./import.server";
import { emptySummary, type ImportSummary, type Outcome } from "./outcome";
import { forgetWaiting, getWaiting, isUsed, keepWaiting, markUsed } from "./waiting.server";

const PAGE = 100;

export const results = ["created", "updated", "unchanged", "refused"] as const;

/** Slugs of categories that the import may make. */
export const MadeCategories = z.array(Slug).max(500, "Make at most 500 categories at once").default([]);

type Waiting = { word: string; broughtBy: string; make: readonly string[] };

/** Keeps an uploaded file for its owner, if it fits as a whole. Returns the word it is found by. Throws `Failure` invalid. */
export async function receiveImport(bytes: Buffer, broughtBy: string) {
  const word = await keepWaiting(oneChunk(bytes), broughtBy);
  try {
    await importProducts({ file: await getWaiting(word, broughtBy), dryRun: true }, { actor: null });
    return word;
  } catch (error) {
    await forgetWaiting(word, broughtBy);
    throw error;
  }
}

/** What the import of a file that waits would do, a page of its rows at a time. Throws `Failure` not_found. */
export async function previewImport({
  word,
  broughtBy,
  make,
  show,
  page,
}: Waiting & { show?: Outcome["result"]; page: number }) {
  const file = await getWaiting(word, broughtBy);
  const found: Outcome[] = [];
  const onOutcomes = (outcomes: readonly Outcome[]) =>
    void found.push(...outcomes.filter(({ result }) => show === undefined || result === show));
  const newCategories = make.map(categoryOf);
  const summary = await importProducts({ file, dryRun: true, newCategories }, { actor: null, onOutcomes });
  return {
    summary,
    used: await isUsed(word, broughtBy),
    rows: found.slice((page - 1) * PAGE, page * PAGE),
    pages: Math.ceil(found.length / PAGE),
  };
}

/** Imports a file that waits, once: again it does nothing and says so with an empty summary. Throws `Failure` not_found. */
export async function applyImport(
  { word, broughtBy, make }: Waiting,
  { actor }: { actor: string },
): Promise<ImportSummary> {
  const file = await getWaiting(word, broughtBy);
  if (await isUsed(word, broughtBy)) return emptySummary();
  const summary = await importProducts(
    { file, dryRun: false, newCategories: make.map(categoryOf) },
    { actor },
  );
  await markUsed(word, broughtBy);
  return summary;
}

export const canBeCategory = (slug: string) => Slug.safeParse(slug).success;

/** `build-tools` becomes “Build tools”. */
function categoryOf(slug: string): NewCategory {
  const words = slug.replaceAll("-", " ");
  return { slug, name: words.charAt(0).toUpperCase() + words.slice(1) };
}

async function* oneChunk(bytes: Buffer) {
  yield bytes;
}
