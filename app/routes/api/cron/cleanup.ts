import { z } from "zod";
import { requireCron } from "~/auth/cron.server";
import { JSON_LIMIT_BYTES, readBytes } from "~/http/body";
import { endpoint } from "~/http/endpoint";
import { parseQuery } from "~/http/query";
import { cleanUp, rehearseCleanUp } from "~/models/cleanup/cleanup.server";
import type { Route } from "./+types/cleanup";

type Args = Route.LoaderArgs | Route.ActionArgs;

const CleanupQuery = z.strictObject({ dryRun: z.enum(["0", "1"], "Use 1 to change nothing").default("0") });

const cleanup = endpoint<Args>({ GET: run, POST: run }, { safeGet: false });

async function run(args: Args) {
  requireCron(args);
  const dryRun = parseQuery(args.url, CleanupQuery).dryRun === "1";
  // Some schedulers send a body; it says nothing here.
  await readBytes(args.request, JSON_LIMIT_BYTES);
  const { cleaned, detail, expired, runId } = await (dryRun ? rehearseCleanUp() : cleanUp());
  const message = `${dryRun ? "Would clean" : "Cleaned"} ${cleaned} records`;
  return Response.json({ message, cleaned, detail, expired, dryRun, runId });
}

export const loader = cleanup;
export const action = cleanup;
