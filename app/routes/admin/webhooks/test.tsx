import { href } from "react-router";
import { z } from "zod";
import { requireOwner } from "~/auth/guards.server";
import { buttonAction } from "~/http/form.server";
import { onlyForForms } from "~/http/page";
import { idParam } from "~/http/params";
import { redirectTelling } from "~/http/redirect.server";
import { sendTest } from "~/models/webhook/rehearsal.server";
import type { Route } from "./+types/test";

export const loader = onlyForForms;

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  const { endpointId } = args.params;
  return buttonAction(args, z.object({}), async () => {
    const id = idParam(endpointId, "Endpoint");
    await sendTest(id, { actor });
    return redirectTelling(
      args,
      href("/admin/webhooks/:endpointId", { endpointId }),
      "The test is on its way: it stands at the top of the log.",
    );
  });
}

export default function OnlyForForms() {
  return null;
}
