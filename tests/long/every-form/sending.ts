import type { HTMLElement } from "node-html-parser";
import { expect, test } from "vitest";
import { db } from "~/db/client.server";
import { createDevice } from "~/models/device/registry.server";
import { sendMessage } from "~/models/relay/send.server";
import { hashPassword } from "~/models/user/password.server";
import { pages } from "../../browser/pages";
import { type Furnished, furnish, type Who } from "../../factories/furnished";
import { createCategory } from "../../factories/shop";
import { isOpensslMissing } from "../../setup/openssl";
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
/** As many as there were when this was written: fewer, and a page lost its form or cannot be read here. */
const FORMS = { visitor: 4, customer: 22, owner: 45 };
const SIGNS_OUT = /^\/(?:logout|account\/sessions\/.*)$/;
/** What ends other things comes after them; the sample shop goes before the session alone. */
const ENDINGS = [
  /remov|revo|delet|withdraw|put away|all as read|turn|publish|shelf|stop/i,
  /trash/i,
  /sample/i,
  /sign out|end this session/i,
];

/** Requirement F2: everybody's forms, each sent once as it stands on its page, and none is taken for a forgery. */
export function sendsEveryForm(name: TextBrowserName, way: "direct" | "behind TLS") {
  const lacks = missingTextBrowsers.length > 0 || (way === "behind TLS" && isOpensslMissing);
  test.skipIf(lacks)(
    `every form of the shop can be sent with ${name}, ${way}`,
    async ({ onTestFinished }) => {
      const shop = await furnish();
      await furnishMore(shop);
      await givePasswords();
      const server = await startServer();
      const origin = way === "direct" ? server.origin : await startTlsProxy(server.origin);
      const unsent: string[] = [];
      for (const who of ["visitor", "customer", "owner"] as const) {
        const person = await openTextBrowser(name, `${origin}/login`);
        onTestFinished(person.leave);
        await person.sees("New here?");
        if (who !== "visitor") await signInAs(who, person, origin);
        const sent = new Set<string>();
        for (;;) {
          const forms = await nextForms(who, { shop, server, sent });
          if (forms.length === 0) break;
          for (const form of forms) {
            sent.add(keyOf(form));
            const wrong = await send(form, { person, server, origin }).catch((error: Error) => error.message);
            if (wrong) unsent.push(`${form.address} “${form.button}”: ${wrong}`);
            if (SIGNS_OUT.test(form.action)) await signInAs(who, person, origin);
          }
        }
        process.stdout.write(`${name} ${way} ${who}: ${sent.size} forms\n`);
        expect(sent.size).toBeGreaterThanOrEqual(FORMS[who]);
        await person.leave();
      }
      expect(unsent).toEqual([]);
    },
    1_200_000,
  );
}

/** What each form needs of its own, when an earlier one takes away what there is. */
async function furnishMore({ device }: Furnished) {
  const { userId } = await db.device.findUniqueOrThrow({ where: { id: device }, select: { userId: true } });
  await createDevice({ userId, name: "My tablet", model: "" });
  for (const text of ["Milk", "Bread"])
    await sendMessage(
      { userId, deviceId: device },
      { clientId: text, to: "all", type: "note", data: { text } },
    );
  await createCategory();
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

/** The forms that somebody meets and has not sent yet: all that leave the others where they are, else one that ends something. */
async function nextForms(
  who: Who,
  { shop, server, sent }: { shop: Furnished; server: RunningServer; sent: ReadonlySet<string> },
) {
  const reader = visitor(server, shop.cookies[who]);
  const found = new Map<string, Form>();
  for (const page of Object.values(pages).filter((page) => page.who === who)) {
    const address = page.at(shop);
    const { root, status, address: reached } = await reader.get(address);
    if (status !== 200 || reached !== address.split("?")[0]) continue;
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
      const one = { address, headline, button, alike, method, action };
      if (!sent.has(keyOf(one)) && !found.has(keyOf(one))) found.set(keyOf(one), one);
    }
  }
  const place = ({ button, action }: Form) =>
    ENDINGS.findLastIndex((words) => words.test(button) || words.test(action));
  const sorted = [...found.values()].sort((a, b) => place(a) - place(b));
  const harmless = sorted.filter((form) => place(form) < 0);
  return harmless.length > 0 ? harmless : sorted.slice(0, 1);
}

const keyOf = ({ method, action, button }: Form) => `${method} ${action} ${button}`;
/** Things of one kind share their forms. */
const patternOf = (path: string) => path.replace(/[\da-f]{8}-[\da-f-]{27}/g, ":id");
const wordsOf = (element: HTMLElement | null) => element?.structuredText.replace(/\s+/g, " ").trim() ?? "";

/** Opens the page, presses the button, and looks in the log what came of it. Answers what went wrong. */
async function send(
  { address, headline, button, alike, method, action }: Form,
  { person, server, origin }: { person: TextBrowser; server: RunningServer; origin: string },
) {
  // Whoever is on a page already does not ask for it again.
  await person.open(`${origin}/problems`, "Problems");
  let begin = server.output().length;
  await person.open(`${origin}${address}`, headline.slice(0, 30));
  const opened = await answerTo("GET", patternOf(address.split("?")[0] ?? ""));
  if (opened !== 200) return opened ? `opens with ${opened}` : "was not opened";
  await person.rests();
  begin = server.output().length;
  await person.press(button, alike);
  const status = await answerTo(method, action);
  await person.rests();
  if (status === undefined) return "was not sent";
  return status === 403 || status === 404 || status >= 500 ? `answers ${status}` : "";

  async function answerTo(method: string, path: string) {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const [status] = answersIn(server.output().slice(begin), method, path);
      if (status !== undefined || Date.now() > end) return status;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
}

function answersIn(log: string, method: string, path: string): number[] {
  return log
    .split("\n")
    .filter((line) => line.includes('"res":{"status"') && line.endsWith("}"))
    .map((line) => JSON.parse(line))
    .filter(({ req }) => req.method === method && patternOf(req.path) === path)
    .map(({ res }) => res.status);
}
