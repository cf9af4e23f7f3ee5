import { href } from "react-router";
import { z } from "zod";
import { requireOwner } from "~/auth/guards.server";
import { buttonAction } from "~/http/form.server";
import { onlyForForms } from "~/http/page";
import { idParam } from "~/http/params";
import { redirectTelling } from "~/http/redirect.server";
import { enableEndpoint } from "~/models/webhook/ability.server";
import type { Route } from "./+types/enabling";

export const loader = onlyForForms;

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  const { endpointId } = args.params;
  return buttonAction(args, z.object({}), async () => {
    const id = idParam(endpointId, "Endpoint");
    await enableEndpoint(id, { actor });
    return redirectTelling(
      args,
      href("/admin/webhooks/:endpointId", { endpointId }),
      "The endpoint is on. What it missed can be replayed.",
    );
  });
}

export default function OnlyForForms() {
  return null;
}
