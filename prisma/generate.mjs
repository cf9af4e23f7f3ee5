// Writes both typed clients into app/db/generated, at the same time, and says nothing unless one of them fails.
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import "./derive-postgresql.mjs";

const run = promisify(execFile);
const prisma = createRequire(import.meta.url).resolve("prisma/build/index.js");

const schemas = ["schema.prisma", "postgresql/schema.prisma"].map((file) =>
  path.join(import.meta.dirname, file),
);
try {
  await Promise.all(
    schemas.map((schema) =>
      run(process.execPath, [prisma, "generate", "--no-hints", "--schema", schema], {
        cwd: path.join(import.meta.dirname, ".."),
        // Prisma would ask its maker for news at every call.
        env: { ...process.env, CHECKPOINT_DISABLE: "1" },
      }),
    ),
  );
} catch (error) {
  console.error(error.stdout, error.stderr);
  process.exitCode = 1;
}
