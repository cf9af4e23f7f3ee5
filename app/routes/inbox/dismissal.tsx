import { href } from "react-router";
import { z } from "zod";
import { requireUser } from "~/auth/guards.server";
import { buttonAction } from "~/http/form.server";
import { onlyForForms } from "~/http/page";
import { idParam } from "~/http/params";
import { redirectTelling } from "~/http/redirect.server";
import { dismissMessage } from "~/models/inbox/marking.server";
import type { Route } from "./+types/dismissal";

export const loader = onlyForForms;

export async function action(args: Route.ActionArgs) {
  const { id: userId } = requireUser(args);
  return buttonAction(args, z.object({}), async () => {
    const id = idParam(args.params.messageId, "Message");
    await dismissMessage({ id, userId });
    return redirectTelling(args, `${href("/inbox")}${args.url.search}`, "Put away.");
  });
}

export default function OnlyForForms() {
  return null;
}
