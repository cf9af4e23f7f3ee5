import { href } from "react-router";
import { requireUser } from "~/auth/guards.server";
import { buttonAction } from "~/http/form.server";
import { onlyForForms } from "~/http/page";
import { redirectTelling } from "~/http/redirect.server";
import { readAll } from "~/models/inbox/marking.server";
import { UpTo } from "~/models/inbox/query";
import type { Route } from "./+types/reading";

export const loader = onlyForForms;

export async function action(args: Route.ActionArgs) {
  const { id: userId } = requireUser(args);
  return buttonAction(args, UpTo, async ({ upTo }) => {
    const marked = await readAll({ userId, upTo });
    const told = marked === 1 ? "1 message is marked as read." : `${marked} messages are marked as read.`;
    return redirectTelling(args, `${href("/inbox")}${args.url.search}`, told);
  });
}

export default function OnlyForForms() {
  return null;
}
