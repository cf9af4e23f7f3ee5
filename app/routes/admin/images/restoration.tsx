import { href } from "react-router";
import { z } from "zod";
import { requireEditor } from "~/auth/guards.server";
import { buttonAction } from "~/http/form.server";
import { onlyForForms } from "~/http/page";
import { idParam } from "~/http/params";
import { redirectTelling } from "~/http/redirect.server";
import { restorePicture } from "~/models/image/gallery.server";
import { getProductBySlug } from "~/models/product/catalogue.server";
import type { Route } from "./+types/restoration";

export const loader = onlyForForms;

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireEditor(args);
  const { slug, imageId } = args.params;
  return buttonAction(args, z.object({}), async () => {
    const { id: productId } = await getProductBySlug(slug, { drafts: true });
    await restorePicture({ id: idParam(imageId, "Picture"), productId }, { actor });
    return redirectTelling(
      args,
      href("/admin/products/:slug/images", { slug }),
      "The picture is back, at the end.",
    );
  });
}

export default function OnlyForForms() {
  return null;
}
