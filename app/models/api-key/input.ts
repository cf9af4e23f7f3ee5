import { z } from "zod";
import { text } from "~/models/text";
import { Scope, scopes } from "./scope";

/** How long a key may live, in days; `never` is until it is revoked. */
export const keyLives = ["30", "90", "365", "never"] as const;

/** A new key as its owner asks for it. */
export const ApiKeyForm = z
  .object({
    name: text({ min: 1, max: 60, missing: "Name the key after the program that will use it" }),
    scopes: z
      .array(Scope, "Choose what the key may do")
      .min(1, "Choose what the key may do")
      .max(scopes.length),
    lives: z.enum(keyLives, "Choose how long it lives"),
  })
  .transform(({ lives, ...key }) => ({
    ...key,
    expiresAt: lives === "never" ? null : new Date(Date.now() + Number(lives) * 86_400_000),
  }));
