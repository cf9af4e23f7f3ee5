import { afterEach, beforeAll, expect, test } from "vitest";
import { createDevice } from "~/models/device/registry.server";
import { createUser } from "../../factories/people";
import { device, until } from "../../realtime/device";
import { type RunningServer, startServer } from "../../setup/server";
import { somebody } from "./inhabitants";

let server: RunningServer;
const open: AbortController[] = [];

beforeAll(async () => {
  await createUser({ role: "owner" });
  server = await startServer();
});
afterEach(() => {
  for (const one of open.splice(0)) one.abort();
});

/** Listens as a page does: how often it was told to look again, and whether the stream is over. */
async function listen(cookie: string) {
  const left = new AbortController();
  open.push(left);
  const response = await server.fetch("/inbox/events", { headers: { Cookie: cookie }, signal: left.signal });
  const heard = { response, changes: 0, over: false, text: "" };
  (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      heard.text += decoder.decode(chunk as Uint8Array);
      heard.changes = heard.text.split("event: changed").length - 1;
    }
    heard.over = true;
  })().catch(() => {
    heard.over = true;
  });
  await until(() => heard.changes === 1);
  return heard;
}

test("an open inbox hears that something came, and nothing of what", async () => {
  const { cookie, browser } = await somebody(server);
  const heard = await listen(cookie);
  const other = await listen((await somebody(server, "Ben")).cookie);

  await (await browser.get("/inbox/new")).submit("Send it", { to: "all", text: "A secret" });

  await until(() => heard.changes === 2);
  expect(heard.response.headers.get("Content-Type")).toBe("text/event-stream");
  expect(heard.text).not.toContain("secret");
  expect(other.changes).toBe(1);
});

test("an open inbox hears that a device has fetched a message", async () => {
  const { cookie, browser, userId } = await somebody(server);
  const { token } = await createDevice({ userId, name: "Tablet", model: "" });
  await (await browser.get("/inbox/new")).submit("Send it", { to: "all", text: "Fetch me" });
  const heard = await listen(cookie);
  const tablet = device(server, { token });
  await until(() => heard.changes >= 2);
  tablet.close();
  expect((await browser.get("/inbox")).text).toContain("Arrived");
});

test("the stream ends with the session, at once and for no other", async () => {
  const { cookie, browser } = await somebody(server);
  const [heard, other] = [await listen(cookie), await listen((await somebody(server, "Ben")).cookie)];
  await (await browser.get("/account")).submit("Sign out");
  await until(() => heard.over, 2_000);
  expect(other.over).toBe(false);
  expect((await server.fetch("/inbox/events", { headers: { Cookie: cookie } })).status).toBe(303);
});

test("who opens very many windows keeps the newest", async () => {
  const { cookie } = await somebody(server);
  const all: Awaited<ReturnType<typeof listen>>[] = [];
  for (let n = 1; n <= 21; n++) all.push(await listen(cookie));
  await until(() => all[0]?.over === true);
  expect(all.slice(1).some(({ over }) => over)).toBe(false);
});

test("an open inbox lets the shop stop, and may come back", async () => {
  const { cookie } = await somebody(server);
  const heard = await listen(cookie);
  const stopped = server.stop();
  await until(() => heard.over, 2_000);
  await stopped;
  await server.start();
  await listen(cookie);
});
