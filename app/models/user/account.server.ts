import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import type { LoginInput } from "./input";
import { isRightPassword } from "./password.server";

/** Emails are kept in lower case; `email` comes from the schema `Email`. */
export async function findByEmail(email: string) {
  return db.user.findUnique({ where: { email }, select: { id: true, name: true, role: true } });
}

/** Whose email and password these are. An unknown email and a wrong password get the same words after the same time. */
export async function requirePassword({ email, password }: LoginInput) {
  // One statement whether or not there is such a person: a second one would tell by its time.
  const credential = await db.credential.findFirst({
    where: { kind: "password", user: { email } },
    select: { secret: true, userId: true },
  });
  const right = await isRightPassword(credential?.secret ?? null, password);
  if (!credential || !right) {
    throw new Failure("invalid", "This email and password do not belong together. Check both and try again.");
  }
  return { id: credential.userId };
}

/** What people see of their own account. */
export async function getAccount(id: string) {
  const account = await db.user.findUnique({
    where: { id },
    select: { id: true, name: true, email: true, role: true, version: true, createdAt: true },
  });
  if (!account) throw new Failure("not_found", "Account not found");
  return account;
}

/** Changes one's own name, if `version` is still the newest. Throws `Failure` stale. */
export async function rename({ id, name, version }: { id: string; name: string; version: number }) {
  await change(async () => {
    const { count } = await db.user.updateMany({
      where: { id, version },
      data: { name, version: { increment: 1 } },
    });
    if (count === 0) throw new Failure("stale", "You changed your name somewhere else meanwhile");
    record({ type: "user.updated", subject: id, actor: id, data: { version: version + 1 } });
  });
}
