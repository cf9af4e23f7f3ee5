import { href } from "react-router";
import { z } from "zod";
import { requireOwner } from "~/auth/guards.server";
import { buttonAction } from "~/http/form.server";
import { onlyForForms } from "~/http/page";
import { idParam } from "~/http/params";
import { redirectTelling } from "~/http/redirect.server";
import { redeliver } from "~/models/webhook/replay.server";
import type { Route } from "./+types/redelivery";

export const loader = onlyForForms;

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  const { endpointId, deliveryId } = args.params;
  return buttonAction(args, z.object({}), async () => {
    await redeliver(
      { id: idParam(deliveryId, "Delivery"), endpointId: idParam(endpointId, "Endpoint") },
      { actor },
    );
    const page = href("/admin/webhooks/:endpointId/deliveries/:deliveryId", { endpointId, deliveryId });
    return redirectTelling(args, page, "It is on its way again. Open this page anew to see the answer.");
  });
}

export default function OnlyForForms() {
  return null;
}
