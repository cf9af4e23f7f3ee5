import { hasScope } from "~/auth/guards.server";
import { endpoint } from "~/http/endpoint";
import { siteState } from "~/models/site/state.server";
import type { Route } from "./+types/middleware-state";

const state = endpoint<Route.LoaderArgs | Route.ActionArgs>({
  async GET(args) {
    const told = await siteState({ everything: hasScope(args, "system:read") });
    return Response.json(told, { headers: { "Cache-Control": "no-store" } });
  },
});

export const loader = state;
export const action = state;
