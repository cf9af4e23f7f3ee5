import { z } from "zod";

export const scopes = ["products:read", "products:write", "system:read"] as const;

/** What a key may do. `products:read` alone sees what everybody sees; `products:write` sees drafts too. */
export const Scope = z.enum(scopes, `Choose from ${scopes.join(", ")}`);
export type Scope = z.infer<typeof Scope>;
