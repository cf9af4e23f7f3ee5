import path from "node:path";

try {
  // Loaded in here, so that a bad value in the environment is one sentence too.
  const { runCommand } = await import("~/control/run.server");
  const [name = "", ...words] = process.argv.slice(2);
  const migrations = path.resolve(import.meta.dirname, "../../prisma");
  process.exitCode = await runCommand(name, words, { migrations });
} catch (error) {
  const told = error instanceof Error && error.name === "ConfigurationError";
  process.stderr.write(`${told ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}
