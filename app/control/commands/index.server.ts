import type { Command } from "../command";
import { cronSecret } from "./cron-secret.server";
import { importCommand } from "./import.server";
import { key } from "./key.server";
import { owner } from "./owner.server";

/** Every command by its name. */
export const commands = new Map<string, Command>([
  ["key", key],
  ["import", importCommand],
  ["owner", owner],
  ["cron-secret", cronSecret],
]);
