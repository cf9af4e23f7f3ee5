import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 30;
const MOST_STEPS = 400;
const MOST_LOOKS = 20;
/** What lynx, w3m and links say when an address is to be typed. */
const QUESTION = /URL to open:|Goto URL:|Enter URL/;
const HIGHLIGHT = "\u001b[7m";
/** Pages are never higher than the screen, so nobody scrolls. lynx uses the last rows for its own words. */
const ROWS = 200;
const OWN_ROWS = 6;
const LABEL_ROWS = 4;

/**
 * How each is started, and which key leads to the next link or field, which to the top, and which asks for an address: only lynx
 * begins again by itself.
 */
const habits = {
  lynx: {
    start: ["lynx", "-nocolor", "-nopause", "-accept_all_cookies"],
    next: "Tab",
    top: "Tab",
    asks: "g",
  },
  w3m: {
    start: ["w3m", "-cookie", "-insecure", "-o", "confirm_qq=0", "-o", "accept_bad_cookie=0"],
    next: "Tab",
    top: "g",
    asks: "U",
  },
  // By itself links keeps every page whatever its headers say, and shows who signed in the pages from before.
  links: {
    start: ["links", "-aggressive-cache", "0", "-ssl.certificates", "0"],
    next: "Down",
    top: "Home",
    asks: "g",
  },
} as const;

export type TextBrowserName = keyof typeof habits;
export const textBrowsers = Object.keys(habits) as TextBrowserName[];
/** What this machine lacks of the browsers and of tmux, which is their screen and their keyboard. */
export const missingTextBrowsers = [...textBrowsers, "tmux"].filter(
  (name) => !existsSync(`/usr/bin/${name}`),
);

export type TextBrowser = Awaited<ReturnType<typeof openTextBrowser>>;

/** Somebody at a terminal with one of the browsers of old. All they do, they do by keys; all they know is on the screen. */
export async function openTextBrowser(name: TextBrowserName, address: string) {
  const home = mkdtempSync(path.join(tmpdir(), "atelier-text-"));
  const typed = path.join(home, "typed");
  // links greets whoever has no such folder.
  mkdirSync(path.join(home, ".links2"));
  // w3m leaves long texts to an editor.
  writeFileSync(path.join(home, "editor"), `#!/bin/sh\ncat ${typed} > "$1"\n`, { mode: 0o755 });
  const { start, next, top, asks } = habits[name];
  // A certificate that nobody vouches for does for a test; lynx would ask.
  writeFileSync(path.join(home, "lynx.cfg"), "INCLUDE:/etc/lynx/lynx.cfg\nFORCE_SSL_PROMPT:YES\n");
  const env = [`HOME=${home}`, `LYNX_CFG=${home}/lynx.cfg`, `EDITOR=${home}/editor`, "LANG=C.UTF-8"];
  const tmux = async (...words: string[]) =>
    (await run("tmux", ["-S", path.join(home, "tmux"), "-f", "/dev/null", ...words])).stdout;
  await tmux("new-session", "-d", "-x", "100", "-y", String(ROWS), "env", ...env, ...start, address);

  const press = (...keys: string[]) => tmux("send-keys", ...keys);
  const write = (text: string) => tmux("send-keys", "-l", text);
  const screen = () => tmux("capture-pane", "-p", "-J");

  /** A key that nothing on the screen tells whether it was heard: the browser gets the time of a slow reader. */
  async function act(key: string) {
    await press(key);
    await pause(5);
  }

  /** What the next key goes to: the row of a link or field, and the words that begin there. */
  async function current() {
    const shown = await tmux("capture-pane", "-p", "-e", ";", "display", "-p", "#{cursor_y} #{cursor_x}");
    const rows = shown.split("\n");
    if (name === "lynx") {
      const y = rows.slice(0, -OWN_ROWS).findIndex((row, y) => y > 0 && row.includes(HIGHLIGHT));
      const row = rows[y] ?? "";
      // lynx begins a button with (BUTTON) or with its value.
      const here = plain(row.slice(row.indexOf(HIGHLIGHT))).trimStart();
      return { key: `${y} ${row}`, row: plain(row), here: [here.replace(/^\w+\) /, "")] };
    }
    const place = rows[ROWS] ?? "";
    const [y = 0, x = 0] = place.split(" ").map(Number);
    const row = plain(rows[y] ?? "");
    const isBare = /^[\s[\]_]*$/.test(row);
    // What a field is called stands above it where there is a hint between the two.
    const around = plain(rows.slice(isBare ? y - LABEL_ROWS : y, y + 1).join(" "));
    // links stands on the third letter of a button.
    return {
      key: `${place} ${row}`,
      row: around,
      here: [row.slice(x).replace(/^[\s[]+/, ""), row.slice(x - 2)],
    };
  }

  type Focus = Awaited<ReturnType<typeof current>>;

  /** Goes on to the next link or field until it is the wanted one. */
  async function reach(words: string, isWanted = ({ row }: Focus) => row.includes(words)) {
    let focus = await current();
    let key: string = next;
    for (let step = 0; step < MOST_STEPS; step++) {
      if (isWanted(focus)) return;
      await press(key);
      const before = focus;
      focus = await changed(before);
      key = focus.key === before.key ? top : next;
    }
    throw new Error(`${name} found no way to “${words}” on\n${squeezed(await screen())}`);
  }

  /** Where the next key goes once the last was heard, which a busy machine takes its time for. */
  async function changed(before: Focus) {
    let focus = before;
    for (let look = 0; look < MOST_LOOKS && focus.key === before.key; look++) {
      await pause();
      focus = await current();
    }
    return focus;
  }

  async function goOn() {
    const before = await current();
    await press(next);
    await changed(before);
  }

  /** A browser that is busy with a page does not hear the key, and would take the address for commands. */
  async function ask() {
    for (let time = 0; time < MOST_LOOKS; time++) {
      await press(asks);
      for (let look = 0; look < MOST_LOOKS; look++) {
        if (QUESTION.test(await screen())) return;
        await pause();
      }
    }
    throw new Error(`${name} does not ask for an address but shows\n${squeezed(await screen())}`);
  }

  async function sees(words: string) {
    const end = Date.now() + PATIENCE_MS;
    while (!squeezed(await screen()).includes(words)) {
      if (Date.now() > end)
        throw new Error(`${name} does not show “${words}” but\n${squeezed(await screen())}`);
      await pause();
    }
  }

  return {
    sees,
    /** Opens an address as if it were typed, and waits for what the page says. */
    open: async (address: string, then: string) => {
      await ask();
      if (name === "w3m") await press("C-u");
      await write(address);
      await press("Enter");
      await sees(then);
    },
    /** Goes to the field that stands beside these words, and fills in that one and those after it. */
    fill: async (words: string, ...texts: string[]) => {
      await reach(words);
      for (const [index, text] of texts.entries()) {
        if (index > 0) await goOn();
        if (name === "w3m") await act("Enter");
        await write(text);
        await pause();
        if (name === "w3m") await act("Enter");
      }
    },
    /** Presses the `count`th of the choices of which the first has these words. */
    choose: async (words: string, count: number) => {
      await reach(words);
      for (let step = 1; step < count; step++) await act(next);
      await act("Enter");
    },
    /** Writes into the field of several lines that comes `steps` further. */
    fillLong: async (steps: number, text: string) => {
      writeFileSync(typed, text);
      for (let step = 0; step < steps; step++) await act(next);
      if (name === "w3m") await press("Enter");
      else await write(text);
      await sees(text);
    },
    /** Follows a link or presses a button, and waits for what the next page says. */
    follow: async (words: string, then: string) => {
      await reach(words);
      await press("Enter");
      await sees(then);
    },
    /** Presses the button with these words, that many links and buttons of the same words further. */
    press: async (words: string, further: number) => {
      let before = further;
      let last = "";
      await reach(words, ({ key, here }) => {
        const isAnother = key !== last && here.some((text) => text.startsWith(words));
        last = key;
        return isAnother && before-- === 0;
      });
      await press("Enter");
    },
    /** Waits until nothing changes on the screen any more. */
    rests: async () => {
      let [before, now] = ["", await screen()];
      while (now !== before) {
        await pause(5);
        [before, now] = [now, await screen()];
      }
    },
    leave: async () => {
      await tmux("kill-server").catch(() => undefined);
      // links keeps its history at the end.
      await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

const pause = (looks = 1) => new Promise((resolve) => setTimeout(resolve, looks * LOOK_EVERY_MS));
const plain = (row: string) => row.replace(/\u001b\[[\d;]*m/g, "");
const squeezed = (text: string) => text.replace(/\s+/g, " ");
