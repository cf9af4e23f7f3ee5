import { href } from "react-router";
import { z } from "zod";
import { requireUser } from "~/auth/guards.server";
import { signOutAndGoTo } from "~/auth/signing-in.server";
import { buttonAction } from "~/http/form.server";
import { onlyForForms } from "~/http/page";
import { redirectTelling } from "~/http/redirect.server";
import { endSession } from "~/models/session/session.server";
import type { Route } from "./+types/ending";

export const loader = onlyForForms;

export async function action(args: Route.ActionArgs) {
  const user = requireUser(args);
  const id = args.params.sessionId;
  return buttonAction(args, z.object({}), async () => {
    if (id === user.sessionId) return signOutAndGoTo(args, href("/"), "You are signed out.");
    await endSession({ id, userId: user.id });
    return redirectTelling(args, href("/account/sessions"), "That session is ended.");
  });
}

export default function OnlyForForms() {
  return null;
}
