import { hasScope } from "~/auth/guards.server";
import { readMiddlewareState } from "~/contract/system";
import { resource, serve } from "~/http/resource.server";
import { siteState } from "~/models/site/state.server";
import type { Route } from "./+types/middleware-state";

const state = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(readMiddlewareState, async (_asked, args) => {
    const told = await siteState({ everything: hasScope(args, "system:read") });
    return { json: told, headers: { "Cache-Control": "no-store" } };
  }),
);

export const loader = state;
export const action = state;
