import { sessionCookie } from "~/auth/cookies.server";
import type { Role } from "~/contexts";
import { db } from "~/db/client.server";
import { issueApiKey } from "~/models/api-key/issuance.server";
import { type Scope, scopes } from "~/models/api-key/scope";
import { startSession } from "~/models/session/session.server";

let count = 0;

export async function createUser({
  role = "customer" as Role,
  name = "Ana",
  email = `person-${++count}@example.com`,
} = {}) {
  return db.user.create({
    data: { role, name, email },
    select: { id: true, email: true, name: true, role: true },
  });
}

/** A person with a session, and the cookie that a browser would send for it over plain http. */
export async function signIn(options: { role?: Role; name?: string; email?: string } = {}) {
  const user = await createUser(options);
  const token = await startSession({ userId: user.id, address: "127.0.0.1", userAgent: "test" });
  const [cookie = ""] = (await sessionCookie(false).serialize(token)).split(";");
  return { user, token, cookie };
}

/** Headers of a program with a key. */
export async function keyHeaders(...granted: Scope[]) {
  const { token } = await issueApiKey(
    { name: "test", scopes: granted.length > 0 ? granted : scopes },
    { actor: null },
  );
  return { "x-api-key": token };
}
