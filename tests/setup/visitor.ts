import { type HTMLElement, parse } from "node-html-parser";
import { expect } from "vitest";
import { expectPrompt, isBadInput, measured } from "./promptness";
import type { RunningServer } from "./server";

type Fields = Record<string, string | string[]>;

/** A person with a browser without JavaScript: keeps cookies, follows redirects, sends the forms that a page holds. */
export function visitor(server: Pick<RunningServer, "fetch" | "origin">, cookie = "") {
  const jar = new Map(cookie ? [cookie.split(/=(.*)/s).slice(0, 2) as [string, string]] : []);

  async function send(address: string, init: RequestInit = {}): Promise<Page> {
    const headers = new Headers(init.headers);
    if (jar.size > 0) headers.set("Cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const { response, html, ms } = await measured(
      async () => {
        const response = await server.fetch(address, { ...init, headers });
        return { response, html: await response.text() };
      },
      ({ response }) => isBadInput(response),
    );
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line) || value === "") jar.delete(name);
      else jar.set(name, value);
    }
    const location = response.headers.get("Location");
    if (location && response.status >= 300 && response.status < 400) {
      return send(new URL(location, new URL(address, server.origin)).href);
    }
    return pageOf(new URL(address, server.origin).pathname, { response, html, ms });
  }

  function pageOf(
    address: string,
    { response, html, ms }: { response: Response; html: string; ms: number },
  ): Page {
    const root = parse(html);
    return {
      address,
      html,
      root,
      response,
      status: response.status,
      ms,
      /** What a reader sees, with single spaces. */
      text:
        root.querySelector("main")?.structuredText.replace(/\s+/g, " ") ??
        root.structuredText.replace(/\s+/g, " "),
      /** Sends the form that has this button, or that posts to this path, with what it holds and `fields` over it. */
      submit: (button: string, fields: Fields = {}) => submit(root, address, button, fields),
    };
  }

  async function submit(root: HTMLElement, address: string, button: string, fields: Fields) {
    const { form, pressed } = findForm(root, button);
    const held = new Map<string, string[]>();
    for (const [name, value] of valuesOf(form)) held.set(name, [...(held.get(name) ?? []), value]);
    if (pressed?.getAttribute("name")) {
      held.set(pressed.getAttribute("name") ?? "", [pressed.getAttribute("value") ?? ""]);
    }
    for (const [name, value] of Object.entries(fields)) held.set(name, [value].flat());
    const entries = [...held].flatMap(([name, values]) =>
      values.map((value) => [name, value] as [string, string]),
    );
    const target = pressed?.getAttribute("formaction") ?? form.getAttribute("action") ?? address;
    if ((form.getAttribute("method") ?? "get").toLowerCase() === "get") {
      return send(`${target.split("?")[0]}?${new URLSearchParams(entries)}`);
    }
    const origin = server.origin;
    if (form.getAttribute("enctype") === "multipart/form-data") {
      const body = new FormData();
      for (const [name, value] of entries) body.append(name, value);
      return send(target, { method: "POST", body, headers: { Origin: origin } });
    }
    return send(target, { method: "POST", body: new URLSearchParams(entries), headers: { Origin: origin } });
  }

  return { get: (address: string) => send(address), send, cookies: jar };
}

export type Page = {
  address: string;
  html: string;
  root: HTMLElement;
  response: Response;
  status: number;
  /** How long the answer took. */
  ms: number;
  text: string;
  submit: (button: string, fields?: Fields) => Promise<Page>;
};

/** Bad input: refused at once, as a fault of the sender's and not of ours. */
export function expectRefused(page: Pick<Page, "status" | "ms">, what: string) {
  expect(page.status, what).toBeGreaterThanOrEqual(400);
  expect(page.status, what).toBeLessThan(500);
  expectPrompt(page, what);
}

function findForm(root: HTMLElement, button: string) {
  const buttons = root.querySelectorAll("form button, form input[type=submit]");
  const pressed = buttons.find((one) => labelOf(one) === button);
  const form = pressed?.closest("form") ?? root.querySelector(`form[action="${button}"]`);
  if (!form)
    throw new Error(`no form with the button “${button}” among ${buttons.map(labelOf).join(", ") || "none"}`);
  return { form, pressed };
}

const labelOf = (button: HTMLElement) =>
  (button.getAttribute("aria-label") ?? button.getAttribute("value") ?? "").trim() === "" ||
  button.tagName === "BUTTON"
    ? (button.getAttribute("aria-label") ?? button.structuredText.replace(/\s+/g, " ").trim())
    : (button.getAttribute("value") ?? "");

/** What a browser would send: successful controls in document order. */
function valuesOf(form: HTMLElement): [string, string][] {
  return form.querySelectorAll("input, select, textarea").flatMap((control): [string, string][] => {
    const name = control.getAttribute("name");
    const type = (control.getAttribute("type") ?? "text").toLowerCase();
    if (!name || control.hasAttribute("disabled") || ["submit", "button", "file", "image"].includes(type))
      return [];
    if (control.tagName === "TEXTAREA") return [[name, control.textContent.replace(/^\n/, "")]];
    if (control.tagName === "SELECT") {
      const options = control.querySelectorAll("option");
      const chosen = options.find((option) => option.hasAttribute("selected")) ?? options[0];
      return chosen ? [[name, chosen.getAttribute("value") ?? chosen.text]] : [];
    }
    if ((type === "checkbox" || type === "radio") && !control.hasAttribute("checked")) return [];
    return [[name, control.getAttribute("value") ?? (type === "checkbox" ? "on" : "")]];
  });
}
