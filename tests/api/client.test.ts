import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import openapiTS, { astToString } from "openapi-typescript";
import { afterAll, expect, test } from "vitest";
import { keyHeaders } from "../factories/people";
import { createCategory } from "../factories/shop";
import { startServer } from "../setup/server";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../..");
// Below node_modules, where the client finds what it imports.
const cache = path.join(root, "node_modules/.cache");
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(path.join(cache, "atelier-client-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a client that is generated from the document compiles, and does what it says", async () => {
  await createCategory({ slug: "money" });
  const headers = await keyHeaders();
  const server = await startServer();
  const document = await (await server.fetch("/api/openapi.json")).json();

  writeFileSync(
    path.join(folder, "shop.ts"),
    astToString(await openapiTS(document, { defaultNonNullable: false })),
  );
  writeFileSync(path.join(folder, "package.json"), '{"type":"module"}');
  copyFileSync(path.join(root, "tests/fixtures/client/program.ts.txt"), path.join(folder, "program.ts"));
  const options =
    "--strict --skipLibCheck --target es2022 --module nodenext --types node --noEmitOnError --ignoreConfig";
  const tsc = path.join(root, "node_modules/typescript/bin/tsc");
  await run(process.execPath, [tsc, ...options.split(" "), "program.ts"], { cwd: folder }).catch(
    ({ stdout }) => {
      throw new Error(`the client does not compile:\n${stdout}`);
    },
  );

  const env = { PATH: process.env.PATH, SHOP: server.origin, KEY: headers["x-api-key"] };
  const { stdout } = await run(process.execPath, [path.join(folder, "program.js")], { env });
  expect(JSON.parse(stdout)).toEqual({
    team: 29900,
    names: ["Ledgerline"],
    price: 3900,
    refused: 412,
    places: ["name"],
    typed: 3,
  });
});
