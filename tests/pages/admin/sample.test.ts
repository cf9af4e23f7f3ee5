import { expect, test } from "vitest";
import { db } from "~/db/client.server";
import { signIn } from "../../factories/people";
import { createProduct } from "../../factories/shop";
import { startServer } from "../../setup/server";
import { visitor } from "../../setup/visitor";

test("the owner removes the sample shop by its form and keeps what is not part of it", async () => {
  const owner = await signIn({ role: "owner" });
  const own = await createProduct();
  const invented = await createProduct();
  await db.product.update({ where: { id: invented.id }, data: { sample: true } });
  const server = await startServer();

  const question = await visitor(server, owner.cookie).get("/admin/sample/removal");
  const page = await question.submit("Remove the sample shop");

  expect(page.status).toBe(200);
  expect(page.address).toBe("/admin/products");
  expect(page.text).toContain("The sample shop is gone.");
  expect(await db.product.findMany({ select: { id: true } })).toEqual([{ id: own.id }]);
});
