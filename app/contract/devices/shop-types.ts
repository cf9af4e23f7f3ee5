import { z } from "zod";

const id = z.uuid();
const words = (example: string) => z.string().meta({ examples: [example] });
const product = { productId: id, slug: words("ledgerline"), name: words("Ledgerline") };

/** What only the shop says on `/relay`, with what `data` then holds. */
export const shopTypes = {
  "product.published": {
    summary: "A product has come onto the shelf",
    data: z.looseObject(product),
  },
} as const;
