import { hasScope } from "~/auth/guards.server";
import * as contract from "~/contract/images";
import { forgetStored, storeArrived } from "~/http/picture.server";
import { resource, serve, servePrepared } from "~/http/resource.server";
import { site } from "~/http/site.server";
import { tagged } from "~/http/tags";
import { addPictures } from "~/models/image/gallery.server";
import { listProductPictures, requireProduct } from "~/models/image/listing.server";
import { takePicture } from "~/models/image/waiting.server";
import { placedImageOut } from "~/models/product/shape";
import type { Route } from "./+types/images";

const images = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.listImages, async ({ params: { productId } }, args) => {
    tagged(args, `product:${productId}`);
    const pictures = await listProductPictures(productId, { drafts: hasScope(args, "products:write") });
    return { json: { data: pictures.map((picture, place) => placedImageOut(picture, place, site)) } };
  }),

  servePrepared(
    contract.addImage,
    {
      prepare: async ({ params, file }, _args: Route.ActionArgs) => {
        await requireProduct(params.productId, { drafts: true });
        return file ? storeArrived(file) : null;
      },
      discard: forgetStored,
    },
    async ({ key, params: { productId }, input, prepared }) => {
      const picture = prepared ?? (await takePicture("uploadId" in input ? input.uploadId : "", key.id));
      const [id = ""] = await addPictures(
        { productId, pictures: [picture], alt: input.alt },
        { actor: key.id },
      );
      const pictures = await listProductPictures(productId, { drafts: true });
      const place = pictures.findIndex((one) => one.id === id);
      const headers = { Location: `${site}/api/products/${productId}/images/${id}` };
      const data = placedImageOut({ ...picture, id, alt: input.alt, version: 1 }, place, site);
      return { status: 201, headers, json: { data } };
    },
  ),
);

export const loader = images;
export const action = images;
