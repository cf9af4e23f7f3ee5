import { z } from "zod";
import { text } from "~/models/text";
import { Scope, scopes } from "./scope";

/** How long a key may live, in days; `never` is until it is revoked. */
export const keyLives = ["30", "90", "365", "never"] as const;

/** For how many seconds the token before a rotation may still work: not at all, an hour, a day, a week. */
export const overlaps = [0, 3_600, 86_400, 604_800] as const;

/** How the owner rotates a key. */
export const RotationForm = z.object({
  overlapSeconds: z
    .enum(overlaps.map(String), "Choose how long the present token goes on working")
    .transform(Number),
});

const perMinute = "Use a whole number from 1 to 1000000, or leave it out";

/** A new key as its owner asks for it. */
export const ApiKeyForm = z
  .object({
    name: text({ min: 1, max: 60, missing: "Name the key after the program that will use it" }),
    scopes: z
      .array(Scope, "Choose what the key may do")
      .min(1, "Choose what the key may do")
      .max(scopes.length),
    lives: z.enum(keyLives, "Choose how long it lives"),
    limitPerMinute: z.number(perMinute).int(perMinute).min(1, perMinute).max(1_000_000, perMinute).optional(),
  })
  .transform(({ lives, ...key }) => ({
    ...key,
    expiresAt: lives === "never" ? null : new Date(Date.now() + Number(lives) * 86_400_000),
  }));
