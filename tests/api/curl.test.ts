import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "node-html-parser";
import { beforeAll, expect, test } from "vitest";
import { variableOf } from "~/contract/document/curl";
import { chapters, tagSlug } from "~/contract/document/reference";
import { operations } from "~/contract/operations";
import { issueApiKey } from "~/models/api-key/issuance.server";
import { scopes } from "~/models/api-key/scope";
import { pathVariables } from "../factories/path-variables";
import { pictureBytes } from "../factories/pictures";
import { createCategory } from "../factories/shop";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;
const file = path.join(process.env.DATA_DIR ?? "", "ledger.png");
const printed = new Map<string, string>();

beforeAll(async () => {
  await createCategory({ slug: "money", name: "Money on the shelf" });
  // What curl adds to every line: no progress, and the status behind the body.
  writeFileSync(path.join(process.env.DATA_DIR ?? "", ".curlrc"), 'silent\nwrite-out = "\\n%{http_code}"\n');
  writeFileSync(file, await pictureBytes());
  server = await startServer();
  for (const { slug } of chapters()) {
    const page = await read(`/docs/${slug}`);
    for (const section of page.querySelectorAll("main section[id]"))
      printed.set(section.id, section.querySelector("pre")?.text ?? "");
  }
});

test("every operation has a line to call it with", () => {
  expect([...printed.keys()].sort()).toEqual(operations.map(({ id }) => id).sort());
});

test.each(operations.map((operation) => [operation.id, operation] as const))(
  "the printed line for %s runs as it stands",
  async (id, operation) => {
    const { token } = await issueApiKey({ name: id, scopes }, { actor: null });
    const parts = Object.entries(await pathVariables(operation));
    const variables = Object.fromEntries(parts.map(([name, value]) => [variableOf(name), value]));
    const output = await shell(printed.get(id) ?? "", {
      SHOP: server.origin,
      KEY: token,
      FILE: file,
      ...variables,
    });
    const status = Number(output.split("\n").at(-1));
    expect(Object.keys(operation.answers).map(Number), output).toContain(status);
  },
);

test("the lines of the guide run too", async () => {
  const { token } = await issueApiKey({ name: "guide", scopes }, { actor: null });
  const page = await read("/docs");
  const lines = page
    .querySelectorAll("main pre")
    .map(({ text }) => text)
    .filter((text) => text.startsWith("curl"));
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) expect(await shell(line, { SHOP: server.origin, KEY: token })).toMatch(/\n200$/);
});

test("there is no chapter of nothing", async () => {
  expect((await server.fetch(`/docs/${tagSlug("Nothing like this")}`)).status).toBe(404);
});

async function read(address: string) {
  const html = await (await server.fetch(address)).text();
  // Otherwise the text of a <pre> would be its source.
  return parse(html, { blockTextElements: { script: true, style: true } });
}

async function shell(script: string, variables: Record<string, string>) {
  const env = { PATH: process.env.PATH, CURL_HOME: process.env.DATA_DIR, ...variables };
  const child = spawn("sh", ["-c", script], { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  await new Promise((resolve) => child.once("close", resolve));
  return output;
}
