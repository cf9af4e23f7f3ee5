import { z } from "zod";
import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import { paginationOf, paging, rowsOf } from "~/models/paging";

export const deliveryStates = ["pending", "delivered", "failed", "stopped"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** What the log of an endpoint can be asked for. */
export const LogQuery = z.object({
  state: z.enum(deliveryStates).optional(),
  page: paging.page,
});
export type LogQuery = z.output<typeof LogQuery>;

const PER_PAGE = 25;
const ATTEMPTS_SHOWN = 50;

const told = {
  id: true,
  messageId: true,
  type: true,
  subject: true,
  state: true,
  tries: true,
  nextAt: true,
  at: true,
  createdAt: true,
} as const;

/** What was sent to an endpoint, newest first, each with the end of its last try. */
export async function listDeliveries(endpointId: string, { state, page }: LogQuery) {
  const where = { endpointId, ...(state && { state }) };
  const query = { page, limit: PER_PAGE };
  const [deliveries, total] = await Promise.all([
    db.webhookDelivery.findMany({
      where,
      select: {
        ...told,
        attempts: {
          select: { status: true, error: true },
          orderBy: [{ at: "desc" }, { id: "desc" }],
          take: 1,
        },
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      ...rowsOf(query),
    }),
    db.webhookDelivery.count({ where }),
  ]);
  return { deliveries, ...paginationOf(query, total) };
}

/** How a try ended, in a few words. */
export const lastWord = ({ status, error }: { status: number | null; error: string | null }) =>
  status === null ? (error ?? "No answer") : `HTTP ${status}`;

/** One delivery with its tries, newest first. Throws `Failure` not_found. */
export async function getDelivery({ id, endpointId }: { id: string; endpointId: string }) {
  const delivery = await db.webhookDelivery.findFirst({
    where: { id, endpointId },
    select: {
      ...told,
      body: true,
      endpoint: { select: { url: true, disabledAt: true } },
      attempts: {
        select: {
          id: true,
          at: true,
          durationMs: true,
          sent: true,
          status: true,
          headers: true,
          answer: true,
          error: true,
        },
        orderBy: [{ at: "desc" }, { id: "desc" }],
        take: ATTEMPTS_SHOWN,
      },
    },
  });
  if (!delivery) throw new Failure("not_found", "Delivery not found");
  return delivery;
}
