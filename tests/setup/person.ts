import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { barriersOf } from "./barriers";
import { watch } from "./faults";

const PATIENCE_MS = 20_000;

type Options = { origin: string; javaScript: boolean; cookie?: string; width?: number };

export type Person = Awaited<ReturnType<typeof enter>>;

/** Somebody at a browser of their own. */
export async function enter(browser: Browser, { origin, javaScript, cookie, width = 390 }: Options) {
  const context = await browser.newContext({
    javaScriptEnabled: javaScript,
    viewport: { width, height: 844 },
    baseURL: origin,
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(PATIENCE_MS);
  if (cookie) {
    const [name = "", value = ""] = cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: origin }]);
  }
  const watched = watch(context);
  return {
    ...watched,
    ...(await openWindow(context, javaScript)),
    /** A second window of the same browser. */
    another: () => openWindow(context, javaScript),
    leave: () => context.close(),
  };
}

/** A window whose reader knows the page by its words: labels, buttons, links. */
async function openWindow(context: BrowserContext, javaScript: boolean) {
  const page = await context.newPage();

  /** Until React has taken the page over, a click is one without JavaScript. */
  async function settled() {
    if (!javaScript) return;
    await page.waitForFunction(() =>
      Object.keys(document.getElementById("main") ?? {}).some((key) => key.startsWith("__reactProps")),
    );
  }

  /** Does what sends a form. Answers the status of what the server says to it. */
  async function sending(act: () => Promise<unknown>) {
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    const [response] = await Promise.all([answered, act()]);
    await page.waitForLoadState();
    await settled();
    return response.status();
  }

  const button = (name: string) => page.getByRole("button", { name, exact: true }).first();

  return {
    page,
    button,
    sending,
    settled,
    /** Opens an address as if it were typed. Answers the status. */
    visit: async (address: string) => {
      const response = await page.goto(address);
      await settled();
      return response?.status() ?? 0;
    },
    /** Follows a link by its words. */
    follow: async (link: string | RegExp) => {
      const before = page.url();
      await page.getByRole("link", { name: link, exact: true }).first().click();
      await page.waitForURL((url) => url.href !== before);
      await settled();
    },
    /** Fills in fields by their labels. */
    fill: async (fields: Record<string, string>) => {
      for (const [label, text] of Object.entries(fields)) await fillIn(fieldOf(page, label), text);
    },
    field: (label: string) => fieldOf(page, label),
    /** Presses a button that sends a form. Answers the status of that. */
    press: (name: string) => sending(() => button(name).click()),
    /** Waits until these words are on the page. */
    sees: async (...texts: (string | RegExp)[]) => {
      for (const text of texts) await page.getByText(text).first().waitFor();
    },
    /** Whether these words are on the page now. */
    reads: (text: string | RegExp) => page.getByText(text).first().isVisible(),
    /** Waits until this is the address. */
    arrives: (path: string) => page.waitForURL((url) => url.pathname + url.search === path),
    /** What is serious about this page for people with other senses, in light and in dark. */
    barriers: () => barriersOf(page, { javaScript }),
    /** How many pixels of this page can only be seen by scrolling sideways. */
    overflow: () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  };
}

/** By the words of its label; a field that may stay empty says so there. */
function fieldOf(page: Page, label: string) {
  const words = label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const main = page.locator("main");
  return main.getByLabel(new RegExp(`^${words}(\\s*optional)?$`)).first();
}

async function fillIn(field: Locator, text: string) {
  const kind = await field.evaluate((element) => element.tagName);
  await (kind === "SELECT" ? field.selectOption({ label: text }) : field.fill(text));
}
