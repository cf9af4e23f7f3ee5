// What `migrate dev` asks for, answered by the engine's `diff`: of all its methods only that one is given a shadow database.

export async function createMigration({ migrationName, draft, ...input }, ask) {
  const { exitCode, stdout } = await compare(input, ask, { script: true });
  const time = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  return {
    connectorType: /provider\s*=\s*"postgresql"/.test(input.schema.files[0].content)
      ? "postgresql"
      : "sqlite",
    generatedMigrationName: `${time}_${migrationName}`,
    migrationScript: exitCode === CHANGED || draft ? stdout : null,
    extension: "sql",
  };
}

export async function evaluateDataLoss(input, ask) {
  const { exitCode, stdout } = await compare(input, ask, { script: false });
  const losses = stdout.split("\n").filter((line) => /\[(-\] Removed|\*\] Redefined)/.test(line));
  const warnings = losses.map((line) => ({ message: line.trim(), stepIndex: 0 }));
  return { migrationSteps: exitCode === CHANGED ? 1 : 0, unexecutableSteps: [], warnings };
}

const CHANGED = 2;

function compare({ migrationsList, schema, filters }, ask, { script }) {
  const from = { tag: "migrations", ...migrationsList };
  const to = { tag: "schemaDatamodel", ...schema };
  return ask("diff", { from, to, filters, script, exitCode: true, shadowDatabaseUrl: null });
}
