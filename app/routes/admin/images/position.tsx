import { href } from "react-router";
import { requireEditor } from "~/auth/guards.server";
import { buttonAction } from "~/http/form.server";
import { onlyForForms } from "~/http/page";
import { idParam } from "~/http/params";
import { redirectTelling } from "~/http/redirect.server";
import { movePicture } from "~/models/image/gallery.server";
import { MoveForm } from "~/models/image/input";
import { getProductBySlug } from "~/models/product/catalogue.server";
import type { Route } from "./+types/position";

export const loader = onlyForForms;

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireEditor(args);
  const { slug, imageId } = args.params;
  return buttonAction(args, MoveForm, async ({ to }) => {
    const { id: productId } = await getProductBySlug(slug, { drafts: true });
    await movePicture(
      { id: idParam(imageId, "Picture"), productId, by: to === "earlier" ? -1 : 1 },
      { actor },
    );
    return redirectTelling(args, href("/admin/products/:slug/images", { slug }), "The picture has moved.");
  });
}

export default function OnlyForForms() {
  return null;
}
