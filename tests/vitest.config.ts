import { rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";
import type { ProjectConfig } from "vitest/node";
import LongestFirst from "./setup/longest-first.ts";
import { tellSurroundings } from "./setup/surroundings.ts";

const root = path.resolve(import.meta.dirname, "..");
const others = process.env.TEST_POSTGRES_URL ? ["postgresql"] : [];
const databases = ["sqlite", ...others];
const API = "tests/api/**/*.test.ts";
const inSetup = (file: string) => path.join(root, "tests/setup", file);
const unfitForPrism = ["bad-input", "client", "contract", "curl", "generated"].map(
  (name) => `tests/api/${name}.test.ts`,
);

const kinds = {
  browser: { include: ["tests/browser/**/*.test.ts"], testTimeout: 120_000 },
  server: {
    include: ["tests/{commands,contract,cron,durability,express,pages,realtime}/**/*.test.ts", API],
    exclude: ["tests/contract/lint.test.ts"],
    testTimeout: 60_000,
  },
  unit: { include: ["tests/{db,models}/**/*.test.ts?(x)"], testTimeout: 20_000 },
  long: { include: ["tests/long/**/*.test.ts", "tests/api/generated.test.ts"], testTimeout: 1_800_000 },
  /**
   * The API's tests with Prism between program and shop. Not those whose requests are deliberately malformed: Prism writes each
   * anew, or breaks on it.
   */
  prism: {
    include: [API],
    exclude: unfitForPrism,
    testTimeout: 120_000,
  },
} satisfies Record<string, ProjectConfig>;
type Kind = keyof typeof kinds;

/** A kind of test on one database. */
function on(database: string, kind: Kind, differently: ProjectConfig = {}): TestProjectConfiguration {
  const env = { TEST_DATABASE: database, TEST_PRISM: kind === "prism" ? "on" : "off" };
  const name = `${kind} on ${database}`;
  return {
    extends: true,
    test: { name, env, setupFiles: [inSetup("database.ts")], ...kinds[kind], ...differently },
  };
}

const apartFolder = path.join(tmpdir(), `atelier-apart-${process.pid}`);
process.once("exit", () => rmSync(apartFolder, { recursive: true, force: true }));

/** What opens no database is no different on another. It finds none. */
const apart: TestProjectConfiguration = {
  extends: true,
  test: {
    name: "apart",
    include: [
      "app/**/*.test.ts?(x)",
      "tests/{http,promise,supply}/**/*.test.ts",
      "tests/contract/lint.test.ts",
    ],
    env: { DATA_DIR: apartFolder, DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" },
    testTimeout: 60_000,
  },
};

/**
 * The long rounds are a run of their own, and with them the pages on a second database, which no browser can tell from the first.
 * Prism can be one, or come along: then the API's tests need not go past it on the same database too.
 */
function wanted(): TestProjectConfiguration[] {
  const { TEST_LONG, TEST_PRISM } = process.env;
  const prism = on("sqlite", "prism");
  if (TEST_PRISM === "on") return [prism];
  if (TEST_LONG === "on")
    return [...databases.map((each) => on(each, "long")), ...others.map((each) => on(each, "browser"))];
  const comesAlong = TEST_PRISM === "too";
  const include = [...kinds.server.include.filter((each) => each !== API), ...unfitForPrism];
  return [
    apart,
    on("sqlite", "browser"),
    on("sqlite", "server", comesAlong ? { include } : {}),
    ...others.map((each) => on(each, "server")),
    ...databases.map((each) => on(each, "unit")),
    ...(comesAlong ? [prism] : []),
  ];
}

tellSurroundings();

export default defineConfig({
  root,
  resolve: { alias: { "~": path.join(root, "app") } },
  test: {
    projects: wanted(),
    pool: "forks",
    // Many wait for a timer or a kill, and leave a core to one more.
    maxWorkers: availableParallelism() + 1,
    hookTimeout: 60_000,
    env: { NODE_ENV: "test", LOG_LEVEL: "silent" },
    globalSetup: [inSetup("templates.ts")],
    sequence: { sequencer: LongestFirst },
    reporters: ["default", inSetup("closing-line.ts")],
  },
});
