import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { afterAll, describe } from "vitest";
import { chromiumPath } from "./chromium-path";

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
];

let browser: Browser | undefined;

/** Runs the same tests twice, with JavaScript off and on: a control that needs a script fails here. */
export function bothWays(
  tests: (way: { javaScript: boolean; newContext: () => Promise<BrowserContext> }) => void,
) {
  for (const javaScript of [false, true]) {
    describe.skipIf(!existsSync(chromiumPath))(`JavaScript ${javaScript ? "on" : "off"}`, () => {
      afterAll(() => browser?.close().then(() => (browser = undefined)));
      tests({ javaScript, newContext: () => newContext(javaScript) });
    });
  }
}

async function newContext(javaScriptEnabled: boolean) {
  browser ??= await chromium.launch({ executablePath: chromiumPath, args: quiet });
  return browser.newContext({ javaScriptEnabled, viewport: { width: 390, height: 844 } });
}
