import { expect, test } from "vitest";
import { getAccount, rename } from "~/models/user/account.server";
import { createUser } from "../../factories/people";

test("people change their own name", async () => {
  const { id } = await createUser({ name: "Ana" });

  await rename({ id, name: "Ana Lima", version: 1 });

  expect(await getAccount(id)).toMatchObject({ name: "Ana Lima", version: 2 });
});

test("a name that was changed elsewhere meanwhile is not overwritten", async () => {
  const { id } = await createUser({ name: "Ana" });
  await rename({ id, name: "Ana Lima", version: 1 });

  const attempt = rename({ id, name: "Anna", version: 1 });

  await expect(attempt).rejects.toMatchObject({ code: "stale" });
  expect(await getAccount(id)).toMatchObject({ name: "Ana Lima" });
});
