import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { afterAll, afterEach, describe } from "vitest";
import { chromiumPath } from "./chromium-path";
import { enter, type Person } from "./person";

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
];

export type Way = {
  javaScript: boolean;
  /** For names and addresses that must not meet those of the other way. */
  word: "plain" | "scripted";
  /** A person with a browser of their own, signed in by `cookie` if there is one. */
  enter: (shop: { origin: string }, options?: { cookie?: string; width?: number }) => Promise<Person>;
};

let browser: Browser | undefined;

/**
 * Runs the same tests twice, with JavaScript off and on: a control that needs a script fails here. After each test
 * nobody who entered may have met a console error, a refusal of the content security policy or a failure of the server.
 */
export function bothWays(tests: (way: Way) => void) {
  for (const javaScript of [false, true]) {
    describe.skipIf(!existsSync(chromiumPath))(`JavaScript ${javaScript ? "on" : "off"}`, () => {
      const people: Person[] = [];
      afterEach(async () => {
        await Promise.all(people.map((person) => person.leave()));
        const met = people.splice(0).flatMap((person) => person.faults);
        if (met.length > 0) throw new Error(`What the browser complained about:\n${met.join("\n")}`);
      });
      tests({
        javaScript,
        word: javaScript ? "scripted" : "plain",
        enter: async ({ origin }, options) => {
          const person = await enter(await launched(), { origin, javaScript, ...options });
          people.push(person);
          return person;
        },
      });
    });
  }
  afterAll(async () => {
    await browser?.close();
    browser = undefined;
  });
}

async function launched() {
  browser ??= await chromium.launch({ executablePath: chromiumPath, args: quiet });
  return browser;
}
