import { db } from "~/db/client.server";
import type { Consumer } from "~/models/outbox/dispatcher.server";
import type { Event } from "~/models/outbox/event";
import { notify } from "./notify.server";

/** Tells the owners what happened in their shop. */
export const notifications: Consumer = {
  name: "notifications",
  async handle(events) {
    for (const event of events) if (event.type === "review.created") await tellOfReview(event);
    return undefined;
  },
};

/** A review that was withdrawn before anybody could be told is not told. */
async function tellOfReview({ subject, actor }: Event) {
  const review = await db.review.findFirst({
    where: { id: subject, deletedAt: null },
    select: {
      rating: true,
      body: true,
      author: { select: { name: true } },
      product: { select: { name: true, slug: true } },
    },
  });
  if (!review) return;
  const { rating, body, author, product } = review;
  await notify(
    { role: "owner", except: actor ?? undefined },
    {
      kind: "review",
      title: `${author.name} gave ${product.name} ${rating} of 5`,
      body: excerpt(body),
      link: `/products/${product.slug}`,
    },
  );
}

function excerpt(text: string) {
  const characters = [...text.replace(/\s+/g, " ")];
  return characters.length > 200 ? `${characters.slice(0, 199).join("")}…` : characters.join("");
}
