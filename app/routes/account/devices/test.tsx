import { href } from "react-router";
import { z } from "zod";
import { requireUser } from "~/auth/guards.server";
import { buttonAction } from "~/http/form.server";
import { onlyForForms } from "~/http/page";
import { redirectTelling } from "~/http/redirect.server";
import { sendTestMessage } from "~/models/device/rehearsal.server";
import type { Route } from "./+types/test";

export const loader = onlyForForms;

export async function action(args: Route.ActionArgs) {
  const { id: userId } = requireUser(args);
  const id = args.params.deviceId;
  return buttonAction(args, z.object({}), async () => {
    await sendTestMessage({ id, userId });
    const told = "The test message is on its way. The device has it when nothing waits any more.";
    return redirectTelling(args, href("/account/devices/:deviceId", { deviceId: id }), told);
  });
}

export default function OnlyForForms() {
  return null;
}
