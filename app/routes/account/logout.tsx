import { href } from "react-router";
import { z } from "zod";
import { signOutAndGoTo } from "~/auth/signing-in.server";
import { userContext } from "~/contexts";
import { buttonAction } from "~/http/form.server";
import { onlyForForms } from "~/http/page";
import type { Route } from "./+types/logout";

export const loader = onlyForForms;

export async function action(args: Route.ActionArgs) {
  const leave = () => signOutAndGoTo(args, href("/"), "You are signed out.");
  // Whoever signed out in another tab is not bothered with a stale button.
  if (!args.context.get(userContext)) return leave();
  return buttonAction(args, z.object({}), leave);
}

export default function OnlyForForms() {
  return null;
}
