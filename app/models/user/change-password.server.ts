import { db } from "~/db/client.server";
import { revokeDevices } from "~/models/device/registry.server";
import { Failure } from "~/models/failure";
import { change, record } from "~/models/outbox/change.server";
import type { PasswordChange } from "./input";
import { hashPassword, isRightPassword } from "./password.server";

type Checked = Awaited<ReturnType<typeof checkPasswordChange>>;
type Order = { userId: string; keepSessionId: string; keepDevices: boolean; checked: Checked };

const own = (userId: string) => ({ userId, kind: "password" });

/** The slow part of {@link changePassword}, before its change. It refuses nothing, so that a repeated form gets its first answer. */
export async function checkPasswordChange(userId: string, { current, password }: PasswordChange) {
  const credential = await db.credential.findFirst({ where: own(userId), select: { secret: true } });
  const secret = credential?.secret ?? null;
  return { secret, right: await isRightPassword(secret, current), newSecret: await hashPassword(password) };
}

/**
 * A new password in place of the one that was checked, and the end of all other sessions, and of the devices unless they are
 * kept. Throws `Failure` invalid when the old one was wrong, and when it was changed meanwhile.
 */
export async function changePassword({ userId, keepSessionId, keepDevices, checked }: Order) {
  const { secret, right, newSecret } = checked;
  if (secret === null || !right) throw wrong();
  await change(async () => {
    const { count } = await db.credential.updateMany({
      where: { ...own(userId), secret },
      data: { secret: newSecret },
    });
    if (count === 0) throw wrong();
    await db.session.deleteMany({ where: { userId, id: { not: keepSessionId } } });
    if (!keepDevices) await revokeDevices(userId);
    record({ type: "user.password_changed", subject: userId, actor: userId });
  });
}

const wrong = () => new Failure("invalid", "This is not your password. Check it and try again.", "current");
