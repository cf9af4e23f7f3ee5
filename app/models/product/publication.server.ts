import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import { toldOf } from "./authoring.server";
import { kept } from "./select";

type Target = { id: string; version: number };
type By = { actor: string };

const told = { name: true, slug: true, version: true, published: true, publishedAt: true } as const;

/** Puts this version on the shelf. The day of the first publication is remembered. Throws `Failure` stale. */
export async function publishProduct(target: Target, { actor }: By) {
  await setPublished(target, true, actor);
}

/** Takes this version off the shelf; it becomes a draft again. Throws `Failure` stale. */
export async function unpublishProduct(target: Target, { actor }: By) {
  await setPublished(target, false, actor);
}

async function setPublished({ id, version }: Target, published: boolean, actor: string) {
  await change(async () => {
    const before = await db.product.findFirst({ where: { ...kept, id }, select: told });
    if (!before) throw new Failure("not_found", "Product not found");
    if (before.published === published) return;
    const { count } = await db.product.updateMany({
      where: { ...kept, id, version },
      data: {
        published,
        publishedAt: before.publishedAt ?? (published ? new Date() : null),
        version: { increment: 1 },
      },
    });
    if (count === 0) throw new Failure("stale", "Someone else changed this product meanwhile");
    const type = published ? "product.published" : "product.unpublished";
    record({ type, subject: id, actor, data: { ...toldOf(before), version: version + 1 } });
  });
}
