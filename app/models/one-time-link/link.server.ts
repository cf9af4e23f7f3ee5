import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import { change } from "~/models/outbox/change.server";
import { hashToken, newToken } from "~/models/token.server";
import { findByEmail } from "~/models/user/account.server";
import { Email } from "~/models/user/input";

type Purpose = "install" | "sign-in";

const livesMinutes = { install: 7 * 24 * 60, "sign-in": 10 } satisfies Record<Purpose, number>;

const gone = {
  install: "This link was used, or it is too old. Start the server again: it prints a new one.",
  "sign-in": "This link was used, or it is older than ten minutes. Ask the server for a new one.",
} satisfies Record<Purpose, string>;

/** The path of a new link that creates the owner, or null once there is one. The token in it is its only appearance. */
export async function issueInstallLink(): Promise<string | null> {
  if ((await db.user.count({ where: { role: "owner" } })) > 0) return null;
  return `/install?token=${await issue("install", null)}`;
}

/** The path of a link that signs the owner in once, within ten minutes. Throws `Failure` not_found for anybody else. */
export async function issueSignInLink(email: string): Promise<string> {
  const asked = Email.safeParse(email);
  const user = asked.success ? await findByEmail(asked.data) : null;
  if (user?.role !== "owner") throw new Failure("not_found", `No owner has the email ${email.trim()}`);
  return `/sign-in?token=${await issue("sign-in", user.id)}`;
}

/** Looks at a link without using it up: programs that preview addresses open links too. Throws `Failure` not_found. */
export async function requireLink(purpose: Purpose, token: string) {
  const link = await db.oneTimeLink.findUnique({
    where: { ...live(purpose, token) },
    select: { user: { select: { id: true, name: true } } },
  });
  if (!link) throw new Failure("not_found", gone[purpose]);
  return link;
}

/** Uses a link up, in the change under way; of two at the same moment one gets it. Throws `Failure` not_found. */
export async function spendLink(purpose: Purpose, token: string) {
  return change(async () => {
    const link = await requireLink(purpose, token);
    const { count } = await db.oneTimeLink.updateMany({
      where: live(purpose, token),
      data: { usedAt: new Date() },
    });
    if (count === 0) throw new Failure("not_found", gone[purpose]);
    return link;
  });
}

export async function closeInstallLinks() {
  await change(() => db.oneTimeLink.deleteMany({ where: { purpose: "install" } }));
}

const live = (purpose: Purpose, token: string) => ({
  tokenHash: hashToken(token),
  purpose,
  usedAt: null,
  expiresAt: { gt: new Date() },
});

async function issue(purpose: Purpose, userId: string | null) {
  const token = newToken();
  const expiresAt = new Date(Date.now() + livesMinutes[purpose] * 60_000);
  await change(async () => {
    await db.oneTimeLink.deleteMany({ where: { expiresAt: { lt: new Date() } } });
    await db.oneTimeLink.create({ data: { purpose, userId, tokenHash: hashToken(token), expiresAt } });
  });
  return token;
}
