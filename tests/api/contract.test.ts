import { expect, test } from "vitest";
import { operations } from "~/contract/operations";
import { allAddresses } from "../pages/addresses";
import { OTHER_DOORS } from "../setup/declared";
import { startServer } from "../setup/server";

const SOME_ID = "01900000-0000-7000-8000-000000000000";

test("what a program can ask for is declared, all of it and nothing else", async () => {
  const server = await startServer();
  const addresses = allAddresses().filter(
    (address) => address.startsWith("/api/") && !address.endsWith("*") && !OTHER_DOORS.test(address),
  );
  const served = await Promise.all(
    addresses.map(async (address) => {
      const response = await server.fetch(address.replace(/:\w+/g, SOME_ID), { method: "OPTIONS" });
      const verbs = (response.headers.get("Allow") ?? "").split(", ");
      const own = verbs.filter((verb) => verb !== "HEAD" && verb !== "OPTIONS");
      return own.map((verb) => `${verb} ${address.replace(/:(\w+)/g, "{$1}")}`);
    }),
  );
  const declared = operations.map(({ method, path }) => `${method} ${path}`);
  expect(declared.sort()).toEqual(served.flat().sort());
});

test("no two operations have one name", () => {
  const ids = operations.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
