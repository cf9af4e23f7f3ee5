import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { Failure } from "~/models/failure";
import { NewCategory, readCategories } from "~/models/import/categories.server";
import { importProducts } from "~/models/import/import.server";
import type { ImportSummary, Outcome } from "~/models/import/outcome";
import { command } from "../command";

const usage = "npm run import -- FILE.csv [--dry-run] [--categories CATEGORIES.csv]";

const Input = z.object({ dryRun: z.boolean(), newCategories: z.array(NewCategory).max(10_000) });

export const importCommand = command({
  usage,
  schema: Input,
  async read(words) {
    const { file, dryRun, categories } = readWords(words);
    const newCategories = categories === undefined ? [] : await readCategories(categories);
    return { input: { dryRun, newCategories }, file };
  },
  async perform({ dryRun, newCategories }, { say, file, stopped }) {
    if (file === undefined) throw new Failure("invalid", `Name the CSV file.\nUsage: ${usage}`);
    const summary = await importProducts(
      { file, dryRun, newCategories },
      {
        actor: null,
        stopped,
        onOutcomes(outcomes, progress) {
          for (const outcome of outcomes) {
            if (outcome.result === "refused") say({ kind: "line", text: tellRefused(outcome) });
          }
          say({ kind: "progress", ...progress });
        },
      },
    );
    for (const text of tellSummary(summary, dryRun)) say({ kind: "line", text });
    return summary.refused > 0 ? 1 : 0;
  },
});

/** A categories.csv beside the file belongs to it. */
function readWords(words: string[]) {
  const { values, positionals } = parse(words);
  const [file, ...others] = positionals.map(fromWhereTyped);
  if (file === undefined || others.length > 0)
    throw new Failure("invalid", `Name one CSV file.\nUsage: ${usage}`);
  const beside = path.join(path.dirname(file), "categories.csv");
  const categories = values.categories === undefined ? beside : fromWhereTyped(values.categories);
  const given = values.categories !== undefined || (existsSync(beside) && beside !== file);
  return { file, dryRun: values["dry-run"] ?? false, categories: given ? categories : undefined };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { "dry-run": { type: "boolean" }, categories: { type: "string" } },
    });
  } catch (error) {
    throw new Failure("invalid", `${(error as Error).message}\nUsage: ${usage}`);
  }
}

/** npm changes to the project's folder and remembers where it was called. */
const fromWhereTyped = (file: string) => path.resolve(process.env.INIT_CWD ?? process.cwd(), file);

function tellRefused({ line, sku, name, reasons }: Outcome) {
  return `line ${line}: ${reasons.join("; ")} (${sku || name || "no sku"})`;
}

function tellSummary(summary: ImportSummary, dryRun: boolean) {
  const { rows, created, updated, unchanged, refused, newCategories, unknownCategories } = summary;
  const would = dryRun ? "would be " : "";
  return [
    ...(newCategories.length > 0 ? [`Categories ${would}made: ${newCategories.join(", ")}.`] : []),
    `${rows === 1 ? "1 row" : `${rows} rows`}: ${created} ${would}created, ${updated} ${would}updated, ${unchanged} unchanged, ${refused} refused.`,
    ...(unknownCategories.length > 0
      ? [
          `The shop has no category ${unknownCategories.map(({ slug, rows }) => `${slug} (${rows})`).join(", ")}. ` +
            "To make categories, put a categories.csv with the columns slug,name beside the file.",
        ]
      : []),
  ];
}
