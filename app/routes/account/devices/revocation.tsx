import { href } from "react-router";
import { z } from "zod";
import { requireUser } from "~/auth/guards.server";
import { buttonAction } from "~/http/form.server";
import { onlyForForms } from "~/http/page";
import { redirectTelling } from "~/http/redirect.server";
import { revokeDevice } from "~/models/device/registry.server";
import type { Route } from "./+types/revocation";

export const loader = onlyForForms;

export async function action(args: Route.ActionArgs) {
  const { id: userId } = requireUser(args);
  return buttonAction(args, z.object({}), async () => {
    await revokeDevice({ id: args.params.deviceId, userId });
    return redirectTelling(
      args,
      href("/account/devices"),
      "The device is revoked. Its token opens nothing any more.",
    );
  });
}

export default function OnlyForForms() {
  return null;
}
