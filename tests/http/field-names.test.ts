import { expect, test } from "vitest";
import { readForm } from "~/http/body";

const send = (name: string, value = "x") =>
  readForm(
    new Request("http://shop.test/login", { method: "POST", body: new URLSearchParams([[name, value]]) }),
  );

test("a field that would make a list of a hundred million rows is refused", async () => {
  for (const name of ["tiers[99999999].name", "a[1000]", "a[0][123456]"]) {
    await expect(send(name), name).rejects.toMatchObject({ code: "invalid" });
  }
});

test("a field whose name is a path without end, or the ancestor of every object, is refused", async () => {
  for (const name of ["a.".repeat(5_000), "a[0]".repeat(1_000), "__proto__.role", "a.constructor.b"]) {
    await expect(send(name), name.slice(0, 40)).rejects.toMatchObject({ code: "invalid" });
  }
});

test("a button that asks for what no list has is refused", async () => {
  const intents = [
    { type: "update", payload: { name: "a[99999999].b", value: "x" } },
    { type: "insert", payload: { name: "tiers", index: 99_999_999 } },
    { type: "update", payload: { name: "__proto__.role", value: "owner" } },
    { type: "insert", payload: { name: "tiers", defaultValue: "x".repeat(600) } },
  ];
  for (const intent of intents) {
    await expect(send("__intent__", JSON.stringify(intent))).rejects.toMatchObject({ code: "invalid" });
  }
});

test("the fields of every form here pass", async () => {
  for (const name of ["name", "tiers[19].checkoutUrl", "_token", "scopes"]) {
    expect((await send(name)).get(name)).toBe("x");
  }
  const remove = JSON.stringify({ type: "remove", payload: { name: "tiers", index: 2 } });
  expect((await send("__intent__", remove)).get("__intent__")).toBe(remove);
});
