import { href } from "react-router";
import { z } from "zod";
import { requireUser } from "~/auth/guards.server";
import { buttonAction } from "~/http/form.server";
import { onlyForForms } from "~/http/page";
import { redirectTelling } from "~/http/redirect.server";
import { dismissNotification } from "~/models/notification/inbox.server";
import type { Route } from "./+types/dismissal";

export const loader = onlyForForms;

export async function action(args: Route.ActionArgs) {
  const { id: userId } = requireUser(args);
  const id = args.params.notificationId;
  return buttonAction(args, z.object({}), async () => {
    await dismissNotification({ id, userId });
    return redirectTelling(args, href("/account/notifications"), "Put away.");
  });
}

export default function OnlyForForms() {
  return null;
}
