import { db } from "~/db/client.server";
import { newId } from "~/db/new-id";
import { newPrefixedToken, tokenPrefix } from "~/models/api-key/format.server";
import { hashToken } from "~/models/token.server";

export type Member = { deviceId: string; userId: string; token: string };

/** Many devices at once, some to an account. The shop hears of them only when they connect. */
export async function manyDevices(count: number, perAccount = 3): Promise<Member[]> {
  const accounts = Array.from({ length: Math.ceil(count / perAccount) }, newId);
  await db.user.createMany({
    data: accounts.map((id) => ({ id, name: "Crowd", email: `crowd-${id}@example.com`, role: "customer" })),
  });
  const members = Array.from({ length: count }, (_, number) => ({
    deviceId: newId(),
    userId: accounts[Math.floor(number / perAccount)] ?? "",
    token: newPrefixedToken("dev"),
  }));
  for (let first = 0; first < count; first += 500)
    await db.device.createMany({ data: members.slice(first, first + 500).map(rowOf) });
  return members;
}

const rowOf = ({ deviceId: id, userId, token }: Member) => ({
  id,
  userId,
  name: "Phone",
  model: "Pixel",
  tokenHash: hashToken(token),
  prefix: tokenPrefix(token),
});
