import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { onShelf } from "~/models/product/select";

type Follow = { userId: string; productId: string };

/** From now on this person hears of new versions. Safe to say again. Throws `Failure` not_found off the shelf. */
export async function followProduct({ userId, productId }: Follow) {
  await change(async () => {
    const product = await db.product.findFirst({
      where: { ...onShelf, id: productId },
      select: { id: true },
    });
    if (!product) throw new Failure("not_found", "Product not found");
    if (await follows(userId, productId)) return;
    await db.productFollow.create({ data: { userId, productId }, select: { userId: true } });
    record({ type: "product_follow.created", subject: productId, actor: userId });
  });
}

/** Ends it. Safe to say again. */
export async function unfollowProduct({ userId, productId }: Follow) {
  await change(async () => {
    const { count } = await db.productFollow.deleteMany({ where: { userId, productId } });
    if (count > 0) record({ type: "product_follow.removed", subject: productId, actor: userId });
  });
}

/** Whether this person hears of new versions of this product. */
export async function follows(userId: string, productId: string) {
  return (await db.productFollow.count({ where: { userId, productId } })) > 0;
}
