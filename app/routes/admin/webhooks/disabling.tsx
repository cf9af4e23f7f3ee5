import { href } from "react-router";
import { z } from "zod";
import { requireOwner } from "~/auth/guards.server";
import { buttonAction } from "~/http/form.server";
import { onlyForForms } from "~/http/page";
import { idParam } from "~/http/params";
import { redirectTelling } from "~/http/redirect.server";
import { disableEndpoint } from "~/models/webhook/ability.server";
import { getEndpoint } from "~/models/webhook/endpoint.server";
import type { Route } from "./+types/disabling";

export const loader = onlyForForms;

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  const { endpointId } = args.params;
  return buttonAction(args, z.object({}), async () => {
    const id = idParam(endpointId, "Endpoint");
    await getEndpoint(id);
    await disableEndpoint(id, "owner", { actor, at: new Date() });
    return redirectTelling(
      args,
      href("/admin/webhooks/:endpointId", { endpointId }),
      "The endpoint is off. What was waiting for it is stopped.",
    );
  });
}

export default function OnlyForForms() {
  return null;
}
