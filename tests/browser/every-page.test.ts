import { readFileSync } from "node:fs";
import path from "node:path";
import type { RouteConfigEntry } from "@react-router/dev/routes";
import { beforeAll, expect, test } from "vitest";
import routes from "../../app/routes";
import { type Furnished, furnish } from "../factories/furnished";
import { bothWays } from "../setup/browser";
import { type RunningServer, startServer } from "../setup/server";
import { pages } from "./pages";

let server: RunningServer;
let shop: Furnished;

beforeAll(async () => {
  shop = await furnish();
  server = await startServer();
});

test("every page that the shop has is looked at here", () => {
  expect(Object.keys(pages).sort()).toEqual(patternsOf(routes).sort());
});

bothWays(({ enter }) => {
  for (const who of ["visitor", "customer", "owner"] as const) {
    test(`what the shop shows its ${who} fits narrow, middling and wide screens, has one headline, and shuts nobody out`, async () => {
      const person = await enter(server, { cookie: shop.cookies[who] });
      const wrong: string[] = [];
      for (const page of Object.values(pages)) {
        if (page.who !== who) continue;
        const address = page.at(shop);
        const status = await person.visit(address);
        if (status !== 200) wrong.push(`${address} answers ${status}`);
        for (const width of [1280, 768, 390]) {
          await person.page.setViewportSize({ width, height: 844 });
          if ((await person.overflow()) > 0) wrong.push(`${address} scrolls sideways at ${width}`);
        }
        if ((await person.page.getByRole("heading", { level: 1 }).count()) !== 1)
          wrong.push(`${address} has not one headline`);
        wrong.push(...(await person.barriers()).map((barrier) => `${address} ${barrier}`));
      }
      expect(wrong).toEqual([]);
    });
  }
});

/** The addresses of route modules that show something: not of those that only take a form, redirect or answer programs. */
function patternsOf(entries: readonly RouteConfigEntry[], above = ""): string[] {
  return entries.flatMap((entry) => {
    const pattern = entry.path ? `${above}/${entry.path}` : above;
    const below = patternsOf(entry.children ?? [], pattern);
    return showsPage(entry) ? [pattern || "/", ...below] : below;
  });
}

function showsPage({ file, children, path: pattern }: RouteConfigEntry) {
  if (children || pattern === "*" || !file.endsWith(".tsx")) return false;
  return !readFileSync(path.resolve(import.meta.dirname, "../../app", file), "utf8").includes("onlyForForms");
}
