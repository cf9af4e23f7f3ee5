import { z } from "zod";
import { Sku } from "./input";
import { Slug } from "./slug";

/**
 * How a product comes back: as it was, or under another address and sku when others have them now. An empty sku beside an
 * address says that it has none.
 */
export const RestorationForm = z
  .object({ slug: Slug.optional(), sku: Sku.optional() })
  .transform(({ slug, sku }) => (slug ? { slug, sku: sku ?? null } : {}));

/** The same from programs: what is absent comes back as it was. */
export const Restoration = z
  .strictObject({ slug: Slug.optional(), sku: Sku.nullish() })
  .meta({ id: "Restoration", description: "Another address or sku, when others have the old ones by now" });
