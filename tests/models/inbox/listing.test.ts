import fc from "fast-check";
import { expect, test } from "vitest";
import { db } from "~/db/client.server";
import { countUnreadRows } from "~/db/count-unread.server";
import { overflow } from "~/db/expire-copies.server";
import { inboxOf, type View } from "~/db/list-inbox.server";
import { dismissMessage, readMessage } from "~/models/inbox/marking.server";
import { acknowledge } from "~/models/relay/mailbox.server";
import { postAll } from "~/models/relay/posting.server";
import { withdrawMessage } from "~/models/relay/withdrawal.server";
import { sendFrom, sendNote } from "../../factories/inbox";
import { accountWith } from "../../factories/messages";
import { createProduct } from "../../factories/shop";

const CASES = process.env.TEST_LONG === "on" ? 200 : 12;
const views: View[] = ["all", "unread", "read", "sent"];

type Account = Awaited<ReturnType<typeof accountWith>>;

/** What somebody's inbox holds, by looking at every message and every copy there is. */
async function plainly(userId: string, view: View) {
  const messages = await db.message.findMany({
    include: { copies: { include: { device: { select: { userId: true } } } } },
    orderBy: { seq: "desc" },
  });
  const shelf = new Set(
    (await db.product.findMany({ where: { published: true, deletedAt: null } })).map(({ id }) => id),
  );
  return messages.flatMap((message) => {
    const { id, seq, senderUserId, senderDeviceId, productId } = message;
    if (message.withdrawnAt || (productId && !shelf.has(productId))) return [];
    const isOwn = senderUserId === userId;
    const mine = message.copies.filter(({ device }) => device.userId === userId);
    const isHere = message.userId === userId && !message.dismissedAt;
    const isSent = isOwn && message.userId !== userId;
    const isTold =
      message.userId === null &&
      !isOwn &&
      (senderUserId !== null || message.type === "product.published") &&
      mine.length > 0;
    if (!isHere && !isSent && !isTold) return [];
    const isRead = isHere ? message.readAt !== null : isSent || mine.some(({ readAt }) => readAt !== null);
    const isNews = isTold || (isHere && (!isOwn || senderDeviceId !== null));
    const fits = { all: true, sent: isOwn, unread: isNews && !isRead, read: isNews && isRead };
    return fits[view] ? [{ id, seq, isRead }] : [];
  });
}

const nth = fc.nat(1_000);
const step = fc.oneof(
  fc.record({
    do: fc.constant("tell" as const),
    by: fc.nat(2),
    to: fc.subarray([0, 1, 2]),
    count: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({ do: fc.constant("publish" as const), product: fc.nat(2) }),
  fc.record({ do: fc.constant("shelve" as const), product: fc.nat(2) }),
  fc.record({ do: fc.constantFrom("note", "send", "overflow", "acknowledge"), by: fc.nat(2) }),
  fc.record({ do: fc.constantFrom("read", "dismiss", "withdraw"), by: fc.nat(2), nth }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

test("an inbox holds what every message and every copy says, newest first and once, page by page", {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
      await db.message.deleteMany();
      const people = [await accountWith(3), await accountWith(1), await accountWith(2)] as Account[];
      const products = [await createProduct(), await createProduct(), await createProduct()];
      for (const one of steps) await take(one, people, products);

      for (const { userId } of people) {
        for (const view of views) {
          const expected = await plainly(userId, view);
          expect(await inboxOf({ userId, view, take: 1_000 }), view).toEqual(expected);
          const [page, size] = [[] as typeof expected, 4];
          for (let before: number | undefined; page.length < expected.length; before = page.at(-1)?.seq)
            page.push(...(await inboxOf({ userId, view, before, take: size })));
          expect(page, view).toEqual(expected);
        }
        const { length } = await plainly(userId, "unread");
        for (const most of [1, 3, 1_000])
          expect(await countUnreadRows(userId, most)).toBe(Math.min(length, most));
      }
    }),
    { numRuns: CASES },
  );
});

async function take(one: Step, people: Account[], products: { id: string }[]) {
  const data = { text: "Hello" };
  const devicesOf = (some: number[]) => some.flatMap((at) => people[at]?.devices.map(({ id }) => id) ?? []);
  if (one.do === "tell") {
    const senderUserId = people[one.by]?.userId;
    const mails = Array.from({ length: one.count }, () => ({
      type: "note",
      data,
      at: new Date(),
      senderUserId,
    }));
    await postAll("note", mails, { deviceIds: devicesOf(one.to) });
  } else if (one.do === "publish") {
    const productId = products[one.product]?.id;
    const mail = { type: "product.published", data, at: new Date(), productId };
    await postAll(mail.type, [mail], { deviceIds: devicesOf([0, 1, 2]) });
  } else if (one.do === "shelve") {
    const product = await db.product.findUniqueOrThrow({ where: { id: products[one.product]?.id } });
    await db.product.update({ where: { id: product.id }, data: { published: !product.published } });
  } else if ("nth" in one) await mark(one, people[one.by] as Account);
  else await say(one.do, people[one.by] as Account);
}

async function say(what: string, { userId, devices }: Account) {
  const [first] = devices;
  const deviceId = first?.id ?? "";
  if (what === "note") await sendNote({}, { userId });
  if (what === "send") await sendFrom({ userId, deviceId }, { type: "note", data: { text: "From here" } });
  if (what === "overflow") await overflow(deviceId, "emptied", new Date());
  if (what === "acknowledge") {
    const { lastSeq } = await db.device.findUniqueOrThrow({ where: { id: deviceId } });
    await acknowledge(deviceId, lastSeq);
  }
}

/** What cannot be done is refused, and nothing comes of it. */
async function mark({ do: what, nth }: { do: string; nth: number }, { userId }: Account) {
  const messages = await db.message.findMany({ select: { id: true }, orderBy: { seq: "desc" } });
  const id = messages[nth % messages.length]?.id;
  if (!id) return;
  const done = {
    read: () => readMessage({ id, userId }),
    dismiss: () => dismissMessage({ id, userId }),
    withdraw: () => withdrawMessage({ userId }, id),
  }[what];
  await done?.().catch((error: Error) => expect(error.name).toBe("Failure"));
}
