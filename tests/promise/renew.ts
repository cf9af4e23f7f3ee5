import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { broken } from "./broken";
import { file, written } from "./file";
import { promised } from "./promise";

// npm run promise: writes down what the API promises now. Breaking what was promised takes `-- --break`.
const faults = existsSync(file) ? broken(JSON.parse(readFileSync(file, "utf8")), promised()) : [];
if (faults.length > 0 && !process.argv.includes("--break")) {
  process.stderr.write(
    `This takes away what programs rely on:\n  ${faults.join("\n  ")}\nGive it back, or run npm run promise -- --break.\n`,
  );
  process.exitCode = 1;
} else writeFileSync(file, written(promised()));
