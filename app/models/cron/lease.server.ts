import { randomUUID } from "node:crypto";
import { db, dialect } from "~/db/client.server";
import { isUniqueViolation } from "~/db/violations";
import { Failure } from "~/models/failure";
import { once } from "~/once.server";

const LASTS_SECONDS = 30;

const thisProcess = once("lease holder", () => randomUUID());

export type Lease = { name: string; holder: string };

/** The right to do `name` alone, for 30 seconds unless renewed. Null while another holds it. */
export async function takeLease(name: string): Promise<Lease | null> {
  const lease = { name, holder: `${thisProcess}/${randomUUID()}` };
  const data = { ...lease, expiresAt: expiry() };
  const { count } = await db.lease.updateMany({ where: { name, OR: abandoned() }, data });
  if (count === 1) return lease;
  try {
    await db.lease.create({ data });
    return lease;
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}

/** Throws `Failure` running when it ran out and another has it: what is done in the same change is then undone. */
export async function renewLease(lease: Lease) {
  const { count } = await db.lease.updateMany({ where: lease, data: { expiresAt: expiry() } });
  if (count === 0) throw new Failure("running", `Another process has taken over ${lease.name}`);
}

export async function releaseLease(lease: Lease) {
  await db.lease.deleteMany({ where: lease });
}

/** One process owns the embedded database, so a lease of any other is that of a process that ended. */
function abandoned() {
  const expired = { expiresAt: { lt: new Date() } };
  return dialect === "sqlite" ? [expired, { NOT: { holder: { startsWith: thisProcess } } }] : [expired];
}

const expiry = () => new Date(Date.now() + LASTS_SECONDS * 1_000);
