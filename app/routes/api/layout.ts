import { allowOrigins } from "~/middleware/allow-origins.server";
import { closeApi } from "~/middleware/honour-maintenance.server";
import { limitRate } from "~/middleware/limit-rate.server";
import { loadApiKey, refuseWrongKeys } from "~/middleware/load-api-key.server";
import { logRefusals } from "~/middleware/log-refusals.server";
import { noteKeyRequest } from "~/middleware/note-request.server";
import type { Route } from "./+types/layout";

export const middleware: Route.MiddlewareFunction[] = [
  allowOrigins,
  closeApi,
  loadApiKey,
  noteKeyRequest,
  logRefusals,
  limitRate,
  refuseWrongKeys,
];
