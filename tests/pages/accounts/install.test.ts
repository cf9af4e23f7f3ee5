import { beforeEach, expect, test } from "vitest";
import { db } from "~/db/client.server";
import { issueInstallLink } from "~/models/one-time-link/link.server";
import { startServer } from "../../setup/server";
import { visitor } from "../../setup/visitor";

const person = { name: "Ines", email: "ines@example.com", password: "correct horse" };

let link = "";
beforeEach(async () => {
  await db.user.deleteMany();
  await db.idempotencyRecord.deleteMany();
  link = (await issueInstallLink()) ?? "";
});

test("until somebody runs the shop every page says that it is a sample and asks not to be found", async () => {
  const server = await startServer();
  for (const address of ["/", "/products", "/login", "/nothing-here"]) {
    const page = await visitor(server).get(address);
    expect(page.html, address).toContain("Sample shop");
    expect(page.response.headers.get("X-Robots-Tag"), address).toBe("noindex");
  }

  const owner = await (await visitor(server).get(link)).submit("Become the owner", person);

  expect(owner.text).toContain("This shop is yours now");
  for (const address of ["/", "/login", "/nothing-here"]) {
    const page = await visitor(server).get(address);
    expect(page.html, address).not.toContain("Sample shop");
    expect(page.response.headers.get("X-Robots-Tag"), address).toBeNull();
  }
  await server.stop();
});

test("an install link is shut behind the first owner, and a wrong one says how to get another", async () => {
  const server = await startServer();
  const wrong = await visitor(server).get("/install?token=wrong");
  expect(wrong.status).toBe(404);
  expect(wrong.text).toContain("Start the server again");
  expect((await server.fetch("/install")).status).toBe(404);
  const late = await visitor(server).get(link);

  await (await visitor(server).get(link)).submit("Become the owner", person);

  expect((await visitor(server).get(link)).status).toBe(404);
  const second = await late.submit("Become the owner", { ...person, email: "mallory@example.com" });
  expect(second.status).toBe(404);
  expect(await db.user.findMany({ select: { email: true, role: true } })).toEqual([
    { email: "ines@example.com", role: "owner" },
  ]);
  await server.stop();
});

test("two people who install at the same moment make one owner", async () => {
  const server = await startServer();
  const other = (await issueInstallLink()) ?? "";
  const pages = await Promise.all([visitor(server).get(link), visitor(server).get(other)]);

  const answers = await Promise.all(
    pages.map((page, index) =>
      page.submit("Become the owner", { ...person, email: `owner${index}@example.com` }),
    ),
  );

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
  expect(await db.user.count({ where: { role: "owner" } })).toBe(1);
  await server.stop();
});
