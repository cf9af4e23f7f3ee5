import path from "node:path";

try {
  // Loaded in here, so that a bad value in the environment is one sentence too.
  const { runCommand } = await import("~/control/run.server");
  const [name = "", ...words] = process.argv.slice(2);
  const root = path.resolve(import.meta.dirname, "../..");
  process.exitCode = await runCommand(name, words, { root });
} catch (error) {
  const told = error instanceof Error && ("forOwner" in error ? error.message : error.stack);
  process.stderr.write(`${told || error}\n`);
  process.exitCode = 1;
}
