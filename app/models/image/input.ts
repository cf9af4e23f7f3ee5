import { z } from "zod";
import { editableBut, readOnly } from "~/models/read-only";
import { text } from "~/models/text";

/** What a picture shows, for those who cannot see it. */
export const Alt = text({ max: 250 }).default("");

export const PicturesForm = z.object({ alt: Alt });
export const DescriptionForm = z.object({ alt: Alt, before: z.string().max(2_000).default("") });
export const MoveForm = z.object({ to: z.enum(["earlier", "later"]) });

/** A picture by reference: a file that was sent to `/api/uploads` before. */
export const PictureInput = z
  .strictObject({ uploadId: z.uuid("Give the id of an upload"), alt: Alt })
  .meta({ id: "ImageInput", description: "A file that was sent before, and what it shows" });

/** What comes beside the file itself. */
export const PictureFields = z.strictObject({ alt: Alt });

const editable = editableBut({
  id: readOnly,
  url: readOnly,
  width: readOnly,
  height: readOnly,
  version: readOnly,
});
const PLACE = "Use a place of 0 to 49";

/** A JSON merge patch of a picture (RFC 7396). */
export const PicturePatch = z
  .strictObject({
    alt: Alt.unwrap().nullish(),
    position: z.int(PLACE).min(0, PLACE).max(49, PLACE).optional(),
    id: readOnly,
    url: readOnly,
    width: readOnly,
    height: readOnly,
    version: readOnly,
  })
  .transform((body) => editable(body))
  .meta({ id: "ImagePatch", description: "What changes of a picture; a `position` behind the last is last" });
