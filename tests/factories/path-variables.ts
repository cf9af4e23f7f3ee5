import { randomUUID } from "node:crypto";
import type { Operation } from "~/contract/operation";
import { db } from "~/db/client.server";
import { addPictures } from "~/models/image/gallery.server";
import { archiveProduct } from "~/models/product/archival.server";
import { takeDownReview } from "~/models/review/moderation.server";
import { writeReview } from "~/models/review/writing.server";
import { createSource } from "~/models/webhook/source.server";
import { deviceWithMail } from "./messages";
import { pairingCode } from "./pairing";
import { createUser } from "./people";
import { createCategory, createProduct } from "./shop";

type Variables = Record<string, string>;
let sources = 0;
const by = { actor: "factory" };

/** Something of its own for each part of a path that an example names, as the operation wants to find it. */
const makers: Record<string, (operation: Operation) => Promise<Variables>> = {
  productId: async ({ path }) => {
    const { id } = await createProduct();
    if (path.endsWith("/restore")) await archiveProduct({ id }, by);
    return { productId: id };
  },
  importId: async () => {
    const brought = { file: randomUUID(), format: "csv", bytes: 0, actor: by.actor, state: "finished" };
    return { importId: (await db.import.create({ data: brought, select: { id: true } })).id };
  },
  imageId: async () => {
    const { id: productId } = await createProduct();
    const picture = { file: `shown-${productId}`, widths: "40", width: 40, height: 30 };
    const [imageId = ""] = await addPictures({ productId, pictures: [picture], alt: "" }, by);
    return { productId, imageId };
  },
  categoryId: async () => ({ categoryId: (await createCategory()).id }),
  reviewId: async ({ path }) => {
    const [{ id: productId }, author] = await Promise.all([createProduct(), createUser()]);
    const { id } = await writeReview(productId, { rating: 5, body: "Good" }, { actor: author.id });
    if (path.endsWith("/restore")) await takeDownReview({ id }, by);
    return { reviewId: id };
  },
  source: async () => {
    const word = `books-${++sources}`;
    const { secret } = await createSource({ word, name: "Books", kind: "standard" }, by);
    return { source: word, secret: secret ?? "" };
  },
};

/** What an operation is called with besides the parts of its path. */
const others: Record<string, () => Promise<Variables>> = {
  pairDevice: async () => ({ code: await pairingCode((await createUser()).id) }),
};

/** What the parts of an operation's path are filled with. An unknown one says where to tell how it is made. */
export async function pathVariables(operation: Operation): Promise<Variables> {
  if (operation.device) return deviceWithMail();
  const made = Object.keys(operation.params ?? {}).map(async (name) => {
    const make = makers[name];
    if (!make) throw new Error(`say in tests/factories/path-variables.ts how a ${name} is made`);
    return make(operation);
  });
  return Object.assign({}, await others[operation.id]?.(), ...(await Promise.all(made)));
}
