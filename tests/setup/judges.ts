import { existsSync } from "node:fs";
import path from "node:path";

const folder = path.resolve(import.meta.dirname, "../../.ci/judges");

/** The programs of others that judge the document. CI installs them: npm ci --prefix .ci/judges --ignore-scripts. */
export const judges = {
  present: existsSync(path.join(folder, "node_modules/.package-lock.json")),
  folder,
  redocly: path.join(folder, "node_modules/@redocly/cli/bin/cli.js"),
  spectral: path.join(folder, "node_modules/@stoplight/spectral-cli/dist/index.js"),
  prism: path.join(folder, "node_modules/@stoplight/prism-cli/dist/index.js"),
};
