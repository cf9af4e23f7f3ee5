import { z } from "zod";
import { editableBut, readOnly } from "~/models/read-only";
import { CategoryInput } from "./input";

const shape = CategoryInput.shape;

const readOnlyMembers = {
  id: readOnly,
  products: readOnly,
  version: readOnly,
  createdAt: readOnly,
  updatedAt: readOnly,
};

const editable = editableBut(readOnlyMembers);

/** The slug of the parent, or the parent as it went out. */
const Parent = z.union(
  [shape.parent, z.object({ slug: shape.slug.unwrap() }).transform(({ slug }) => slug)],
  "Give the parent as its slug, or null",
);

/** A category in the body of a call: the input, or what a GET gave. */
export const CategoryBody = z
  .strictObject({ ...shape, parent: Parent, ...readOnlyMembers })
  .transform((body): CategoryInput => editable(body))
  .meta({ id: "CategoryBody", description: "A category as it comes in; read-only members are ignored" });

/** A JSON merge patch of a category (RFC 7396). */
export const CategoryPatch = z
  .strictObject({
    name: shape.name.optional(),
    slug: shape.slug,
    parent: Parent,
    position: shape.position.unwrap().nullish(),
    ...readOnlyMembers,
  })
  .transform((body) => editable(body))
  .meta({ id: "CategoryPatch", description: "What changes of a category; `parent` null puts it at the top" });
export type CategoryPatch = z.output<typeof CategoryPatch>;

/** What a PUT would have to bring to come to the same. */
export function mergePatch(current: CategoryInput, patch: CategoryPatch): CategoryInput {
  const { position, ...rest } = { ...current, ...patch };
  return CategoryInput.parse({ ...rest, position: position ?? undefined });
}
