import { z } from "zod";
import { id, moment, words } from "./members";

export const Image = z
  .strictObject({
    id,
    url: words("/pictures/q3m8Xk0f-1200.webp"),
    alt: words("The ledger of a month, on a dark ground"),
    width: z
      .int()
      .positive()
      .meta({ examples: [1200] }),
    height: z
      .int()
      .positive()
      .meta({ examples: [800] }),
  })
  .meta({ id: "Image", description: "A picture of a product; what `url` answers never changes" });

export const PlacedImage = Image.extend({
  position: z.int().nonnegative().describe("Its place among the pictures of the product, counted from 0"),
  version: z.int().positive(),
}).meta({ id: "PlacedImage", description: "A picture of a product and where it stands" });

export const Upload = z
  .strictObject({
    id,
    width: z.int().positive(),
    height: z.int().positive(),
    createdAt: moment,
    expiresAt: moment,
  })
  .meta({
    id: "Upload",
    description: "A picture that waits for a product, as wide and high as it will be shown at most",
    examples: [
      {
        id: "01935b2e-7c00-7000-8000-000000000003",
        width: 1200,
        height: 800,
        createdAt: "2026-11-22T12:00:00.000Z",
        expiresAt: "2026-11-23T12:00:00.000Z",
      },
    ],
  });
