import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import { type Seen, stillAt } from "~/models/version";
import { kept } from "./select";

/**
 * Takes a product for the change under way and raises its version. Check and write are one statement: whoever comes second
 * waits, and then finds what the first made of it. Throws `Failure` not_found, or stale when it is not what was seen.
 */
export async function claimProduct({ id, version }: { id: string; version?: Seen }) {
  const { count } = await db.product.updateMany({
    where: { ...kept, id, ...stillAt(version) },
    data: { version: { increment: 1 } },
  });
  if (count > 0) return;
  const there = await db.product.findFirst({ where: { ...kept, id }, select: { id: true } });
  if (there) throw new Failure("stale", "Someone else changed this meanwhile");
  throw new Failure("not_found", "Product not found");
}
