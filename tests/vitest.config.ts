import path from "node:path";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";
import { tellSurroundings } from "./setup/surroundings.ts";

const root = path.resolve(import.meta.dirname, "..");
const databases = process.env.TEST_POSTGRES_URL ? ["sqlite", "postgresql"] : ["sqlite"];

const kinds = {
  unit: {
    include: ["app/**/*.test.ts?(x)", "tests/{db,http,models,promise,supply,ui}/**/*.test.ts?(x)"],
    testTimeout: 20_000,
  },
  server: {
    include: ["tests/{api,commands,contract,cron,durability,express,pages,realtime}/**/*.test.ts"],
    testTimeout: 60_000,
  },
  browser: { include: ["tests/browser/**/*.test.ts"], testTimeout: 120_000 },
  long: { include: ["tests/long/**/*.test.ts", "tests/api/generated.test.ts"], testTimeout: 1_800_000 },
};
/**
 * The API's tests with Prism between program and shop: TEST_PRISM=on. Not those whose requests are deliberately malformed: Prism
 * writes each anew, or breaks on it.
 */
const throughPrism = process.env.TEST_PRISM === "on" && {
  include: ["tests/api/**/*.test.ts"],
  exclude: ["bad-input", "client", "contract", "curl", "generated"].map(
    (name) => `tests/api/${name}.test.ts`,
  ),
  testTimeout: 120_000,
};
// The long rounds are a run of their own: npm run test:long.
const wanted = (Object.keys(kinds) as (keyof typeof kinds)[]).filter(
  (kind) => (kind === "long") === (process.env.TEST_LONG === "on"),
);

/** Every kind of test on every database: the same files, the same expectations. */
const projects: TestProjectConfiguration[] = databases.flatMap((database) =>
  (throughPrism ? (["server"] as const) : wanted).map((kind) => ({
    extends: true as const,
    test: {
      name: `${kind} on ${database}`,
      env: { TEST_DATABASE: database },
      hookTimeout: 60_000,
      ...kinds[kind],
      ...throughPrism,
    },
  })),
);

tellSurroundings();

export default defineConfig({
  root,
  resolve: { alias: { "~": path.join(root, "app") } },
  test: {
    projects,
    pool: "forks",
    maxWorkers: 2,
    env: { NODE_ENV: "test", LOG_LEVEL: "silent" },
    setupFiles: [path.join(root, "tests/setup/database.ts")],
    reporters: ["default", path.join(root, "tests/setup/closing-line.ts")],
  },
});
