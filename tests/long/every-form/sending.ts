import type { HTMLElement } from "node-html-parser";
import { expect, test } from "vitest";
import { db } from "~/db/client.server";
import { hashPassword } from "~/models/user/password.server";
import { pages } from "../../browser/pages";
import { type Furnished, furnish, type Who } from "../../factories/furnished";
import { type RunningServer, startServer } from "../../setup/server";
import {
  missingTextBrowsers,
  openTextBrowser,
  type TextBrowser,
  type TextBrowserName,
} from "../../setup/text-browser";
import { startTlsProxy } from "../../setup/tls-proxy";
import { visitor } from "../../setup/visitor";

type Form = {
  address: string;
  headline: string;
  button: string;
  /** How many links and buttons before it begin with the same words. */
  alike: number;
  method: string;
  action: string;
};

const PASSWORD = "correct horse";
const PATIENCE_MS = 10_000;
/** What ends other things comes after them; the sample shop goes before the session alone. */
const SIGNS_OUT = /^\/(?:logout|account\/sessions\/.*)$/;
const ENDINGS = [
  /remove|revoke|delete|withdraw|archive|turn|publish/i,
  /sample/i,
  /sign out|end this session/i,
];

/** Requirement F2: everybody's forms, each sent once as it stands on its page, and none is taken for a forgery. */
export function sendsEveryForm(name: TextBrowserName, way: "direct" | "behind TLS") {
  test.skipIf(missingTextBrowsers.length > 0)(
    `every form of the shop can be sent with ${name}, ${way}`,
    async ({ onTestFinished }) => {
      const shop = await furnish();
      await givePasswords();
      const server = await startServer();
      const origin = way === "direct" ? server.origin : await startTlsProxy(server.origin);
      const unsent: string[] = [];
      for (const who of ["visitor", "customer", "owner"] as const) {
        const forms = await formsOf(who, shop, server);
        expect(forms.length).toBeGreaterThan(3);
        const person = await openTextBrowser(name, `${origin}/login`);
        onTestFinished(person.leave);
        await person.sees("New here?");
        if (who !== "visitor") await signInAs(who, person, origin);
        for (const form of forms) {
          const wrong = await send(form, { person, server, origin }).catch((error: Error) => error.message);
          if (wrong) unsent.push(`${form.address} “${form.button}”: ${wrong}`);
          if (SIGNS_OUT.test(form.action)) await signInAs(who, person, origin);
        }
        await person.leave();
      }
      expect(unsent).toEqual([]);
    },
    1_200_000,
  );
}

async function givePasswords() {
  const secret = await hashPassword(PASSWORD);
  for (const { id } of await db.user.findMany({ select: { id: true } }))
    await db.credential.create({ data: { userId: id, kind: "password", secret } });
}

async function signInAs(who: Who, person: TextBrowser, origin: string) {
  const { email } = await db.user.findFirstOrThrow({
    where: { role: who, email: { endsWith: "@example.com" } },
    select: { email: true },
  });
  await person.open(`${origin}/login`, "New here?");
  await person.fill("Email", email, PASSWORD);
  await person.follow("Sign in", "You are signed in");
}

/** The forms that somebody meets, those first that leave the others where they are. */
async function formsOf(who: Who, shop: Furnished, server: RunningServer) {
  const reader = visitor(server, shop.cookies[who]);
  const found = new Map<string, Form>();
  for (const page of Object.values(pages).filter((page) => page.who === who)) {
    const address = page.at(shop);
    const { root } = await reader.get(address);
    const headline = wordsOf(root.querySelector("h1"));
    const controls = root.querySelectorAll("a[href], button, summary");
    for (const form of root.querySelectorAll("form")) {
      const pressed = form.querySelector("button:not([type=button])");
      if (!pressed) continue;
      const button = wordsOf(pressed).replace(/ \d+$/, "");
      const before = controls.slice(0, controls.indexOf(pressed));
      const alike = before.filter((control) => wordsOf(control).startsWith(button)).length;
      const action = patternOf((form.getAttribute("action") ?? address).split("?")[0] ?? "");
      const method = (form.getAttribute("method") ?? "get").toUpperCase();
      const key = `${method} ${action} ${button}`;
      if (!found.has(key)) found.set(key, { address, headline, button, alike, method, action });
    }
  }
  const place = ({ button, action }: Form) =>
    ENDINGS.findLastIndex((words) => words.test(button) || words.test(action));
  return [...found.values()].sort((a, b) => place(a) - place(b));
}

/** Things of one kind share their forms. */
const patternOf = (path: string) => path.replace(/[\da-f]{8}-[\da-f-]{27}/g, ":id");
const wordsOf = (element: HTMLElement | null) => element?.structuredText.replace(/\s+/g, " ").trim() ?? "";

/** Opens the page, presses the button, and looks in the log what came of it. Answers what went wrong. */
async function send(
  { address, headline, button, alike, method, action }: Form,
  { person, server, origin }: { person: TextBrowser; server: RunningServer; origin: string },
) {
  await person.open(`${origin}${address}`, headline.slice(0, 30));
  const before = answersTo(server, method, action).length;
  await person.press(button, alike);
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const status = answersTo(server, method, action)[before];
    if (status !== undefined)
      return status === 403 || status === 404 || status >= 500 ? `answers ${status}` : "";
    if (Date.now() > end) return "was not sent";
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

function answersTo(server: RunningServer, method: string, path: string): number[] {
  return server
    .output()
    .split("\n")
    .filter((line) => line.includes('"request answered"'))
    .map((line) => JSON.parse(line))
    .filter(({ req }) => req.method === method && patternOf(req.path) === path)
    .map(({ res }) => res.status);
}
