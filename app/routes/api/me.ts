import * as contract from "~/contract/me";
import { resource, serve } from "~/http/resource.server";
import { describeApiKey } from "~/models/api-key/register.server";
import { limitOfKey } from "~/models/limit/limits.server";
import { WINDOW_SECONDS } from "~/models/limit/windows";
import type { Route } from "./+types/me";

const me = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.readMe, async ({ key }) => {
    const { id, name, prefix, scopes, createdAt, expiresAt, lastUsedAt, lastUsedFrom, ...rest } =
      await describeApiKey(key.id);
    const { oldPrefix, oldUntil } = rest;
    const limit = limitOfKey(key);
    const { allowed: _, ...standing } = limit?.look() ?? { allowed: true };
    const data = {
      ...{ id, name, prefix, scopes, createdAt, expiresAt, lastUsedAt, lastUsedFrom },
      rotation: oldUntil && { oldPrefix, oldUntil },
      limits: limit && { policy: limit.policy, windowSeconds: WINDOW_SECONDS, ...standing },
    };
    return { json: { data }, headers: { "Cache-Control": "no-store" } };
  }),
);

export const loader = me;
export const action = me;
