#!/usr/bin/env node
// Stands in for Prisma's native schema engine, which is a download: the same engine compiled to WebAssembly, over the driver
// adapters the app uses anyway. The CLI starts this file and speaks JSON-RPC with it, one message a line.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { createMigration, evaluateDataLoss } from "./schema-engine/drafting.mjs";
import { postgresql } from "./schema-engine/postgresql.mjs";
import { sqlite } from "./schema-engine/sqlite.mjs";

// By these the CLI tells a database that it may create from a server it cannot reach.
const codes = { AuthenticationFailed: "P1000", DatabaseDoesNotExist: "P1003", DatabaseAccessDenied: "P1010" };

const { url, datamodels, command } = readArguments(process.argv.slice(2));

process.once("SIGTERM", () => process.exit(0)); // the CLI's goodbye; what cleans up hangs on "exit"
for (const event of ["uncaughtException", "unhandledRejection"]) {
  process.on(event, (error) => leaveWithError(error));
}

if (process.argv.includes("--version")) {
  console.log("schema-engine-wasm");
} else if (command === undefined) {
  serve();
} else {
  await run(command).catch((error) => leaveWithError(error, codes[error.cause?.kind] ?? "P1001"));
}

function readArguments(words) {
  const found = { url: undefined, datamodels: [], command: undefined };
  for (let at = 0; at < words.length; at++) {
    if (words[at] === "--datamodels") found.datamodels.push(words[++at]);
    else if (words[at] === "--datasource") found.url = JSON.parse(words[++at]).url;
    else if (words[at] === "cli") found.command = words[++at];
    else if (words[at].startsWith("--")) at++;
  }
  return found;
}

async function run(name) {
  const database = url.startsWith("file:") ? sqlite(url) : postgresql(url);
  if (name === "can-connect-to-database") return database.check();
  if (name === "create-database") return database.create();
  throw new Error(`The schema engine has no command ${name}`);
}

function serve() {
  let running = 0;
  let closed = false;
  const input = createInterface({ input: process.stdin });
  input.on("line", async (line) => {
    if (line.trim() === "") return;
    running++;
    await answer(JSON.parse(line));
    running--;
    if (closed && running === 0) process.exit(0);
  });
  input.on("close", () => {
    closed = true;
    if (running === 0) process.exit(0);
  });
}

let database;

async function answer({ id, method, params }) {
  if (method === undefined) return; // the CLI's own answer to a "print" of ours
  try {
    database ??= databaseFor(method, params);
    const result = await answerTo(method, params);
    if (method === "diff" && result.stdout)
      send({ id: "print", method: "print", params: { content: result.stdout } });
    send({ id, result: method === "diff" ? { exitCode: result.exitCode, stdout: null } : (result ?? {}) });
  } catch (error) {
    send({ id, error: explain(error) });
  }
}

/** A comparison of files needs no database at all, but the engine wants one to ask for the dialect. */
function databaseFor(method, params) {
  const sides = method === "diff" ? [params.from, params.to] : [];
  const offline =
    sides.length > 0 && sides.every(({ tag }) => ["empty", "schemaDatamodel", "migrations"].includes(tag));
  if (url !== undefined && !url.startsWith("file:")) return postgresql(url);
  if (/provider\s*=\s*\\*"postgresql/.test(JSON.stringify(sides)))
    return postgresql("postgresql://127.0.0.1");
  return sqlite(offline ? undefined : url);
}

let Engine;
let registry;

function answerTo(method, params) {
  const substitute = { createMigration, evaluateDataLoss, ...database.instead }[method];
  return substitute === undefined ? ask(method, params) : substitute(params, ask);
}

// One engine a request: it gives its shadow database away with the first and has none for the second.
async function ask(method, params) {
  Engine ??= await loadEngine();
  const bound = bindMigrationAwareSqlAdapterFactory(database.factory);
  registry = bound.errorRegistry;
  const schemas = datamodels.map((file) => [file, readFileSync(file, "utf8")]);
  const engine = await Engine.new({ datamodels: schemas.length > 0 ? schemas : undefined }, () => {}, bound);
  return engine[method === "getDatabaseVersion" ? "version" : method](params);
}

async function loadEngine() {
  const require = createRequire(import.meta.url);
  const folder = path.dirname(require.resolve("@prisma/schema-engine-wasm/schema_engine_bg"));
  const binding = await import(pathToFileURL(path.join(folder, "schema_engine_bg.js")).href);
  const module = new WebAssembly.Module(readFileSync(path.join(folder, "schema_engine_bg.wasm")));
  const { exports } = new WebAssembly.Instance(module, { "./schema_engine_bg.js": binding });
  binding.__wbg_set_wasm(exports);
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (text) => leaveWithError(new Error(text)) };
  exports.__wbindgen_start();
  return binding.SchemaEngine;
}

/** The engine knows an error of ours by its number only. */
function explain(error) {
  const known = /External error id#(\d+)/.exec(error.message);
  const cause = known ? registry?.consumeError(Number(known[1]))?.error : undefined;
  const message =
    cause === undefined ? String(error.message ?? error) : `The database refused: ${cause.message}`;
  const data = { is_panic: false, message, error_code: error.code, meta: error.meta ?? null };
  return { code: 4466, message, data };
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

/** The CLI skips the first line and reads the others as JSON. */
function leaveWithError(error, code) {
  const fields = { error_code: code, message: String(error?.message ?? error) };
  process.stderr.write(`\n${JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields })}\n`);
  process.exit(1);
}
