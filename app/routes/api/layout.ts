import { loadApiKey } from "~/middleware/load-api-key.server";
import type { Route } from "./+types/layout";

export const middleware: Route.MiddlewareFunction[] = [loadApiKey];
