import { hasScope } from "~/auth/guards.server";
import * as contract from "~/contract/images";
import { resource, serve } from "~/http/resource.server";
import { site } from "~/http/site.server";
import { tagged } from "~/http/tags";
import { changePicture, removePicture } from "~/models/image/gallery.server";
import { getProductPicture } from "~/models/image/listing.server";
import { placedImageOut } from "~/models/product/shape";
import type { Route } from "./+types/image";

type Params = { productId: string; imageId: string };

async function told({ productId, imageId: id }: Params, drafts: boolean) {
  const { picture, place } = await getProductPicture({ id, productId }, { drafts });
  return { json: { data: placedImageOut(picture, place, site) } };
}

const image = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.readImage, async ({ params }, args) => {
    tagged(args, `product:${params.productId}`);
    return told(params, hasScope(args, "products:write"));
  }),

  serve(contract.patchImage, async ({ key, params, version, input }) => {
    const { productId, imageId: id } = params;
    await changePicture({ ...input, id, productId, version }, { actor: key.id });
    return told(params, true);
  }),

  serve(contract.deleteImage, async ({ key, params: { productId, imageId: id }, version }) => {
    await removePicture({ id, productId, version }, { actor: key.id });
    return { json: { message: "Deleted" } };
  }),
);

export const loader = image;
export const action = image;
