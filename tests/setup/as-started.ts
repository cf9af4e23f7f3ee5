import { readFileSync } from "node:fs";
import path from "node:path";

const manifest = readFileSync(path.resolve(import.meta.dirname, "../../package.json"), "utf8");
const { scripts } = JSON.parse(manifest) as { scripts: { start: string } };
const words = scripts.start.split(" ");
const program = words.indexOf("node");

/** The settings and flags that `npm start` gives Node. */
export const asStarted = {
  env: Object.fromEntries(words.slice(0, program).map((word) => word.split("=", 2))) as Record<
    string,
    string
  >,
  flags: words.slice(program + 1, -1),
};
