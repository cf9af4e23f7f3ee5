import { href } from "react-router";
import { z } from "zod";
import { requireEditor } from "~/auth/guards.server";
import { buttonAction } from "~/http/form.server";
import { onlyForForms } from "~/http/page";
import { idParam } from "~/http/params";
import { redirectTelling } from "~/http/redirect.server";
import { removeCategory } from "~/models/category/writing.server";
import type { Route } from "./+types/removal";

export const loader = onlyForForms;

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireEditor(args);
  return buttonAction(args, z.object({}), async () => {
    await removeCategory({ id: idParam(args.params.categoryId, "Category") }, { actor });
    return redirectTelling(args, href("/admin/categories"), "The category is removed.");
  });
}

export default function OnlyForForms() {
  return null;
}
