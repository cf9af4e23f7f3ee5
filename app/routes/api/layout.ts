import { closeApi } from "~/middleware/honour-maintenance.server";
import { loadApiKey } from "~/middleware/load-api-key.server";
import type { Route } from "./+types/layout";

export const middleware: Route.MiddlewareFunction[] = [closeApi, loadApiKey];
