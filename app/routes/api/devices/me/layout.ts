import { loadDevice } from "~/middleware/load-device.server";
import type { Route } from "./+types/layout";

export const middleware: Route.MiddlewareFunction[] = [loadDevice];
