import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deviceDocument, document } from "../setup/document";
import { judges } from "../setup/judges";
import { exceptions } from "./exceptions";

const run = promisify(execFile);
const folder = mkdtempSync(path.join(tmpdir(), "atelier-lint-"));
const file = path.join(folder, "openapi.json");
const deviceFile = path.join(folder, "asyncapi.json");
const used = new Set<(typeof exceptions)[number]>();

beforeAll(() => {
  writeFileSync(file, JSON.stringify(document));
  writeFileSync(deviceFile, JSON.stringify(deviceDocument));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Finding = { rule: string; where: string; message: string };

const judged = test.skipIf(!judges.present);

judged("redocly finds nothing in the document, at its strictest", async () => {
  const output = await judge(judges.redocly, [
    "lint",
    "--extends",
    "recommended-strict",
    "--format",
    "json",
    file,
  ]);
  const { problems } = JSON.parse(output) as {
    problems: { ruleId: string; message: string; location: { pointer?: string }[] }[];
  };
  expect(
    left(
      problems.map(({ ruleId, message, location }) => ({
        rule: ruleId,
        where: location[0]?.pointer ?? "",
        message,
      })),
    ),
  ).toEqual([]);
});

judged("Spectral finds nothing in the document, by the rules of OpenAPI and of OWASP", async () => {
  expect(left(await spectral(file, "spectral.yaml"))).toEqual([]);
});

judged("Spectral finds nothing in the document for devices, by AsyncAPI's own schema and rules", async () => {
  expect(await spectral(deviceFile, "asyncapi.yaml")).toEqual([]);
});

judged("a document for devices that is none would be found out", async () => {
  const { event, ...operations } = deviceDocument.operations;
  const broken = { ...deviceDocument, operations: { ...operations, event: { ...event, action: "shout" } } };
  writeFileSync(deviceFile, JSON.stringify(broken));
  expect(await spectral(deviceFile, "asyncapi.yaml")).not.toEqual([]);
});

judged("no exception is left over", () => {
  expect(exceptions.filter((exception) => !used.has(exception)).map(({ rule }) => rule)).toEqual([]);
});

async function spectral(judged: string, rules: string): Promise<Finding[]> {
  const report = path.join(folder, "spectral.json");
  const ruleset = path.join(judges.folder, rules);
  await judge(judges.spectral, [
    "lint",
    "--ruleset",
    ruleset,
    "--format",
    "json",
    "--output",
    report,
    judged,
  ]);
  const findings = JSON.parse(readFileSync(report, "utf8")) as {
    code: string;
    message: string;
    path: string[];
  }[];
  return findings.map(({ code, message, path: where }) => ({ rule: code, where: where.join("."), message }));
}

/** What no exception covers. */
function left(findings: Finding[]) {
  return findings.filter(({ rule, where }) => {
    const exception = exceptions.find((one) => one.rule === rule && one.where.test(where));
    if (exception) used.add(exception);
    return !exception;
  });
}

/** What a judge says; that it ends with an error when it finds something is no news. */
async function judge(program: string, args: string[]) {
  const env = { PATH: process.env.PATH, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const options = { cwd: judges.folder, env, maxBuffer: 50_000_000 };
  const { stdout } = await run(process.execPath, [program, ...args], options).catch((error) => {
    if (typeof error.stdout === "string" && error.code === 1) return error as { stdout: string };
    throw error;
  });
  return stdout;
}
