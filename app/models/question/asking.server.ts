import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import { notify } from "~/models/notification/notify.server";
import { change } from "~/models/outbox/change.server";
import { onShelf } from "~/models/product/select";
import type { QuestionInput } from "./input";

const KIND = "question";
const A_DAY = 3;
const DAY_MS = 86_400_000;

type Asker = { name: string; email: string };

/**
 * Tells the owners, on their devices too; `link` of the notification opens the answer in their mail. Throws `Failure`
 * not_found off the shelf, conflict while nobody runs the shop, limited when this person has asked enough about it for a day.
 */
export async function askQuestion(slug: string, { body }: QuestionInput, { name, email }: Asker) {
  await change(async () => {
    const product = await db.product.findFirst({ where: { ...onShelf, slug }, select: { name: true } });
    if (!product) throw new Failure("not_found", "Product not found");
    const owner = await db.user.findFirst({ where: { role: "owner" }, select: { id: true } });
    if (!owner)
      throw new Failure("conflict", "Nobody runs this shop yet: ask again when its owner has moved in");
    const subject = encodeURIComponent(`Your question about ${product.name}`);
    const link = `mailto:${encodeURIComponent(email)}?subject=${subject}`;
    await requirePatience({ userId: owner.id, link });
    await notify({ role: "owner" }, { kind: KIND, title: `${name} asks about ${product.name}`, body, link });
  });
}

async function requirePatience(to: { userId: string; link: string }) {
  const since = new Date(Date.now() - DAY_MS);
  const asked = await db.notification.count({ where: { ...to, kind: KIND, createdAt: { gt: since } } });
  if (asked >= A_DAY) {
    throw new Failure("limited", "You have asked three times today: please wait for the first answer");
  }
}
