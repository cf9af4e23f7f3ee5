import { z } from "zod";
import { PictureFields, PictureInput, PicturePatch } from "~/models/image/input";
import { one } from "./envelope";
import { operation } from "./operation";
import { PlacedImage, Upload } from "./schemas/picture";

const tag = "Images";
const params = { productId: "Product", imageId: "Picture" };
const ofProduct = { productId: "Product" };
const scope = "products:write";
/** With the file itself, so that the line needs no upload before. */
const SENT = `curl -X POST "$SHOP/api/products/$PRODUCT_ID/images" \\
  -H "x-api-key: $KEY" \\
  -H "Idempotency-Key: $(date +%s)" \\
  -F 'alt=The ledger of a month' \\
  -F "file=@$FILE"`;
const picture =
  "A PNG, JPEG, WebP, AVIF or GIF picture of 5 MB and 40 megapixels at most, in the field `file`";

export const listImages = operation({
  id: "listImages",
  method: "GET",
  path: "/api/products/{productId}/images",
  tag,
  summary: "List the pictures of a product in their order",
  params: ofProduct,
  answers: {
    200: { description: "All of its pictures", body: z.strictObject({ data: z.array(PlacedImage).max(50) }) },
  },
});

export const addImage = operation({
  id: "addImage",
  method: "POST",
  path: "/api/products/{productId}/images",
  tag,
  summary: "Add a picture to a product",
  description:
    "Either the file itself with what it shows (`alt`), or as JSON the id of one that was sent to `/api/uploads`. It stands behind the others; a product has 50 at most. Pictures are encoded anew: nothing of the file itself is served.",
  scope,
  params: ofProduct,
  body: PictureInput,
  form: PictureFields,
  upload: { "multipart/form-data": picture },
  example: {
    body: { uploadId: "01935b2e-7c00-7000-8000-000000000003", alt: "The ledger of a month" },
    curl: SENT,
  },
  answers: {
    201: { description: "The new picture", body: one(PlacedImage), headers: { Location: "Where it is" } },
  },
  problems: ["conflict"],
});

export const readImage = operation({
  id: "readImage",
  method: "GET",
  path: "/api/products/{productId}/images/{imageId}",
  tag,
  summary: "Read a picture of a product",
  params,
  answers: { 200: { description: "The picture", body: one(PlacedImage) } },
});

export const patchImage = operation({
  id: "patchImage",
  method: "PATCH",
  path: "/api/products/{productId}/images/{imageId}",
  tag,
  summary: "Say what a picture shows, or move it",
  description: "A JSON merge patch (RFC 7396). The first picture is the one that lists show.",
  scope,
  params,
  body: PicturePatch,
  example: { body: { position: 0 } },
  versioned: true,
  answers: { 200: { description: "The picture as it is now", body: one(PlacedImage) } },
});

export const deleteImage = operation({
  id: "deleteImage",
  method: "DELETE",
  path: "/api/products/{productId}/images/{imageId}",
  tag,
  summary: "Take a picture off a product",
  description: "On its page in the back office it can be put back for 90 days.",
  scope,
  params,
  versioned: true,
  answers: { 200: { description: "It is gone", body: z.strictObject({ message: z.literal("Deleted") }) } },
});

export const sendUpload = operation({
  id: "sendUpload",
  method: "POST",
  path: "/api/uploads",
  tag,
  summary: "Send a picture that a product takes later",
  description: "It waits for a day, for the key that sent it, and is used once.",
  scope,
  form: z.strictObject({}),
  upload: { "multipart/form-data": picture },
  answers: { 201: { description: "What waits", body: one(Upload) } },
});
