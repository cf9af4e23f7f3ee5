// npm run key, import, owner, cron-secret: the built command, or a sentence when there is none.
import { existsSync } from "node:fs";

const built = new URL("../build/server/command.js", import.meta.url);
if (existsSync(built)) await import(built);
else {
  process.stderr.write("Atelier is not built yet: run npm run build first.\n");
  process.exitCode = 1;
}
