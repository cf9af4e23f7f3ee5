import { z } from "zod";

/** What endpoints can be told, and when. What happens to people, sessions, keys and settings never goes out. */
export const outgoingTypes = {
  "product.created": "A product was written, as a draft or for the shelf",
  "product.updated": "A product was edited",
  "product.published": "A product went on the shelf",
  "product.unpublished": "A product left the shelf",
  "product.deleted": "A product was put into the trash",
  "product.restored": "A product came back from the trash",
  "category.created": "A category was made",
  "category.updated": "A category was renamed or moved",
  "category.removed": "A category was removed",
  "review.created": "A customer reviewed a product",
  "review.updated": "A customer edited a review",
  "review.withdrawn": "A review was taken back by its author, or taken down",
  "review.restored": "A review that was taken down came back",
} as const;

export type OutgoingType = keyof typeof outgoingTypes;
export const outgoingTypeNames = Object.keys(outgoingTypes) as OutgoingType[];
export const isOutgoing = (type: string): type is OutgoingType => Object.hasOwn(outgoingTypes, type);

/** Sent by the owner's button alone, to see that the receiver is there and verifies. */
export const TEST_TYPE = "webhook.test";

export const OutgoingType = z.enum(outgoingTypeNames, "Choose from what is listed");

/** How an endpoint keeps what it wants: the types themselves, or everything, also what is added later. */
export const ALL_TYPES = "*";

export const wants = ({ types }: { types: string }, type: string) =>
  types === ALL_TYPES ? isOutgoing(type) : types.split(" ").includes(type);

/** The types as a form lets people choose from them. */
export const typeOptions = outgoingTypeNames.map((value) => ({
  value,
  label: value,
  hint: outgoingTypes[value],
}));
