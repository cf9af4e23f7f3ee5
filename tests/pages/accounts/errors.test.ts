import { beforeAll, expect, test } from "vitest";
import { createUser, signIn } from "../../factories/people";
import { type RunningServer, startServer } from "../../setup/server";
import { visitor } from "../../setup/visitor";

let server: RunningServer;

beforeAll(async () => {
  await createUser({ role: "owner" });
  server = await startServer();
});

test.each(["/nothing", "/nothing/at/all", "/account/nothing", "/wp-login.php", "/%00", "/%E0%A4%A"])(
  "%s is a page that says there is nothing, in the frame of the shop",
  async (address) => {
    const page = await visitor(server).get(address);

    expect([400, 404]).toContain(page.status);
    if (page.status === 404) {
      expect(page.text).toContain("There is nothing at this address");
      expect(page.root.querySelector("nav[aria-label=Main]")?.text).toContain("Products");
    }
  },
);

test("nothing is also nothing for scripts, and for forms", async () => {
  expect((await server.fetch("/nothing.data")).status).toBe(404);
  const posted = await server.fetch("/nothing", {
    method: "POST",
    headers: { Origin: server.origin },
    body: new URLSearchParams({ a: "b" }),
  });
  expect(posted.status).toBe(404);
});

test("signing out by a link is not possible, so that no picture can do it", async () => {
  const { cookie } = await signIn();
  const browser = visitor(server, cookie);

  const page = await browser.get("/logout");

  expect(page.status).toBe(405);
  expect(page.response.headers.get("Allow")).toBe("POST");
  expect((await browser.get("/account")).status).toBe(200);
});

test("a button without its token says so on a page, and nothing happens", async () => {
  const { cookie } = await signIn();
  const browser = visitor(server, cookie);

  for (const _token of ["", "x.y", "a".repeat(50_000)]) {
    const page = await browser.send("/logout", {
      method: "POST",
      headers: { Origin: server.origin },
      body: new URLSearchParams({ _token }),
    });
    expect(page.status).toBe(403);
    expect(page.text).toContain("send it again");
  }
  expect((await browser.get("/account")).status).toBe(200);
});
