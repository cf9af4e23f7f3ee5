import type { BrowserContext } from "playwright-core";

/** Collects what should not happen in a browser: errors in its console, scripts that fail, parts that do not arrive. */
export function watch(context: BrowserContext) {
  const faults: string[] = [];
  const forgiven: number[] = [];

  context.on("console", (message) => {
    if (message.type() !== "error") return;
    // What did not arrive is judged below, where its kind is known; the icon never gets there.
    const { url } = message.location();
    if (message.text().startsWith("Failed to load resource") && !url.endsWith(".ico")) return;
    faults.push(`${message.page()?.url()}: ${message.text()} ${url}`);
  });
  context.on("weberror", (error) => {
    faults.push(`${error.page()?.url()}: ${error.error().stack ?? error.error().message}`);
  });
  context.on("response", (response) => {
    const status = response.status();
    const isPart = !["document", "fetch", "xhr"].includes(response.request().resourceType());
    if (status < (isPart ? 400 : 500) || forgiven.includes(status)) return;
    faults.push(`${response.url()} answered ${status}`);
  });

  return {
    faults,
    /** Answers of this status are what the test is about. */
    forgive: (status: number) => void forgiven.push(status),
  };
}
