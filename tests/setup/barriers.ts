import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type Axe = { run: (where: Document, options: object) => Promise<{ violations: Violation[] }> };
type Violation = { id: string; impact?: string | null; nodes: { html: string; target: unknown }[] };

/** The serious and critical findings of axe, in light and in dark. Without JavaScript they are those of a copy. */
export async function barriersOf(page: Page, { javaScript }: { javaScript: boolean }) {
  return findings(javaScript ? page : await copyOf(page));
}

async function findings(page: Page) {
  await page.evaluate(source);
  const light = await run(page, {});
  await page.emulateMedia({ colorScheme: "dark" });
  // What dark changes are colours, and nothing else.
  const dark = await run(page, { runOnly: ["color-contrast"] });
  await page.emulateMedia({ colorScheme: null });
  return [...light, ...dark.map((finding) => `dark: ${finding}`)];
}

async function run(page: Page, options: object) {
  const violations = await page.evaluate(async (options) => {
    const { axe } = window as unknown as { axe: Axe };
    return (await axe.run(document, { resultTypes: ["violations"], ...options })).violations;
  }, options);
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const desks = new WeakMap<Browser, Promise<Page>>();

/** Axe waits on timers, which do not run where JavaScript is off: the same page where it may run, without its scripts. */
async function copyOf(page: Page) {
  const browser = page.context().browser();
  if (!browser) throw new Error("the browser is gone");
  if (!desks.has(browser)) desks.set(browser, browser.newPage({ reducedMotion: "reduce" }));
  const copy = (await desks.get(browser)) as Page;
  const body = (await page.content()).replace(/<script\b[^>]*>.*?<\/script>/gs, "");
  const address = page.url();
  await copy.setViewportSize(page.viewportSize() ?? { width: 390, height: 844 });
  await copy.route(address, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body }));
  await copy.goto(address);
  await copy.unroute(address);
  return copy;
}
