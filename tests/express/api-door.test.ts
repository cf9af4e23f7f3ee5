import { expect, test } from "vitest";
import { operations } from "~/contract/operations";
import { createProduct } from "../factories/shop";
import { startServer } from "../setup/server";

const { id } = await createProduct();
const server = await startServer();

test.each(operations.map(({ method, path }) => [method, path] as const))(
  "%s %s leads to the same route whether its address is written plainly or escaped",
  async (method, pattern) => {
    const path = pattern.replace("{productId}", id).replace(/\{\w+\}/g, "0");
    const answerOf = async (address: string) => {
      const response = await server.fetch(address, { method, headers: { Accept: "*/*" } });
      const text = (await response.text()).replace(/"(?:requestId|instance)":"[^"]*"/g, "");
      return { status: response.status, allow: response.headers.get("Allow"), text };
    };

    expect(await answerOf(path)).toEqual(await answerOf(path.replace("/api", "/%61pi")));
  },
);

test("what is left to React Router is found by it: a slash at the end, capitals, its own parameters", async () => {
  for (const address of [`/api/products/${id}/`, `/API/products/${id}`, `/api/products/${id}?index`])
    expect((await server.fetch(address)).status, address).toBe(200);
  expect((await server.fetch("/api/products/:productId")).status).toBe(404);
});
