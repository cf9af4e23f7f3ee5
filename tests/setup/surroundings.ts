import { existsSync } from "node:fs";
import { chromiumPath } from "./chromium-path.ts";
import { foreignClients } from "./foreign-clients.ts";
import { judges } from "./judges.ts";
import { isOpensslMissing } from "./openssl.ts";
import { missingTextBrowsers } from "./text-browser.ts";

/** Says loudly what this machine cannot test. CI never goes on without it. */
export function tellSurroundings() {
  const missing = [
    !process.env.TEST_POSTGRES_URL && "TEST_POSTGRES_URL is not set: nothing is tested on PostgreSQL.",
    !existsSync(chromiumPath) && `There is no Chromium at ${chromiumPath}: the browser tests are skipped.`,
    missingTextBrowsers.length > 0 &&
      `There is no ${missingTextBrowsers.join(", ")}: text browsers are not tested.`,
    isOpensslMissing && "There is no openssl: text browsers are not tested behind TLS.",
    !judges.present &&
      "Nothing is in .ci/judges: redocly, Spectral and Prism do not judge the documents of the doors.",
    ...Object.values(foreignClients).map(
      ({ present, needs }) => !present && `There is no ${needs}: devices in that language are not tested.`,
    ),
  ].filter((sentence) => typeof sentence === "string");
  if (missing.length === 0) return;
  if (process.env.CI) throw new Error(`CI tests everything. ${missing.join(" ")}`);
  for (const sentence of missing) process.stderr.write(`\n  !! ${sentence}\n`);
  process.stderr.write("\n");
}
