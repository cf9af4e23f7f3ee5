import slugify from "@sindresorhus/slugify";
import { z } from "zod";

const MAX_LENGTH = 80;
/** Words that are addresses beside a slug. */
const reserved = new Set(["new", "import"]);

export const Slug = z
  .string("Give the product an address")
  .max(MAX_LENGTH, `Use at most ${MAX_LENGTH} characters`)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "Use lower case letters, digits and single hyphens")
  .refine((slug) => !reserved.has(slug), "This word is an address of its own; choose another");

/** An address made from a name; `product` when nothing of the name can be one. */
export function slugOf(name: string) {
  const slug = slugify(name.slice(0, 200))
    .slice(0, MAX_LENGTH)
    .replace(/^-+|-+$/g, "");
  return Slug.safeParse(slug).success ? slug : slug ? `${slug}-product`.slice(0, MAX_LENGTH) : "product";
}

/** In the trash a word carries the row's id, so that it is free for others. `~` is in no slug. */
export const shelve = (word: string, id: string) => `${word}~${id}`;
export const unshelve = (word: string) => word.split("~", 1)[0] ?? word;
