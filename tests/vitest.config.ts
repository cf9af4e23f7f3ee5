import { rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";
import LongestFirst from "./setup/longest-first.ts";
import { tellSurroundings } from "./setup/surroundings.ts";

const root = path.resolve(import.meta.dirname, "..");
const databases = process.env.TEST_POSTGRES_URL ? ["sqlite", "postgresql"] : ["sqlite"];
const inSetup = (file: string) => path.join(root, "tests/setup", file);

const kinds = {
  browser: { include: ["tests/browser/**/*.test.ts"], testTimeout: 120_000 },
  server: {
    include: ["tests/{api,commands,contract,cron,durability,express,pages,realtime}/**/*.test.ts"],
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
    include: ["tests/api/**/*.test.ts"],
    exclude: ["bad-input", "client", "contract", "curl", "generated"].map(
      (name) => `tests/api/${name}.test.ts`,
    ),
    testTimeout: 120_000,
  },
};
type Kind = keyof typeof kinds;

/** A kind of test on one database. */
function on(database: string, kind: Kind): TestProjectConfiguration {
  const env = { TEST_DATABASE: database, TEST_PRISM: kind === "prism" ? "on" : "off" };
  return {
    extends: true,
    test: { name: `${kind} on ${database}`, env, setupFiles: [inSetup("database.ts")], ...kinds[kind] },
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

/** The long rounds are a run of their own; the one through Prism can be, or come along. */
function wanted(): TestProjectConfiguration[] {
  const prism = on("sqlite", "prism");
  if (process.env.TEST_LONG === "on") return databases.map((database) => on(database, "long"));
  if (process.env.TEST_PRISM === "on") return [prism];
  const everywhere = databases.flatMap((database) =>
    (["browser", "server", "unit"] as const).map((kind) => on(database, kind)),
  );
  return [apart, ...everywhere, ...(process.env.TEST_PRISM === "too" ? [prism] : [])];
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
