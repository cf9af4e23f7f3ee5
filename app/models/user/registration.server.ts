import type { Role } from "~/contexts";
import { db } from "~/db/client.server";
import { takeNumbers } from "~/db/take-numbers.server";
import { isUniqueViolation } from "~/db/violations";
import { Failure } from "~/models/failure";
import { closeInstallLinks, spendLink } from "~/models/one-time-link/link.server";
import { change, record } from "~/models/outbox/change.server";

/** `passwordHash` comes from `hashPassword`, made before the change because it is slow. */
export type NewAccount = { email: string; name: string; passwordHash: string };

/** A new customer. Throws `Failure` conflict when the email is taken. */
export async function joinAsCustomer(account: NewAccount) {
  return createUser(account, "customer");
}

/** The owner, of whom there is one: whoever comes second, also at the same moment, gets `Failure` not_found. */
export async function createOwner(account: NewAccount) {
  return change(async () => {
    // The counter's row stays locked until the commit, so that two processes cannot both see a shop without an owner.
    await takeNumbers("owner", 1);
    if ((await db.user.count({ where: { role: "owner" } })) > 0) {
      throw new Failure("not_found", "This shop has an owner already");
    }
    const owner = await createUser(account, "owner");
    await closeInstallLinks();
    return owner;
  });
}

/** Creates the owner and uses up the install link. Throws `Failure` not_found when either cannot be. */
export async function installOwner(token: string, account: NewAccount) {
  return change(async () => {
    await spendLink("install", token);
    return createOwner(account);
  });
}

async function createUser({ email, name, passwordHash }: NewAccount, role: Role) {
  try {
    return await change(async () => {
      const user = await db.user.create({
        data: { email, name, role, credentials: { create: { kind: "password", secret: passwordHash } } },
        select: { id: true },
      });
      record({ type: "user.created", subject: user.id, actor: user.id, data: { role } });
      return user;
    });
  } catch (error) {
    if (isUniqueViolation(error, "email")) {
      throw new Failure("conflict", "There is an account with this email already. Sign in instead.", "email");
    }
    throw error;
  }
}
