import { expect, test } from "vitest";
import { startServer } from "../setup/server";
import { sendRaw } from "./raw";

const server = await startServer();

test("some requests sent ahead are answered in turn, but nobody has a thousand answers made", async () => {
  const ahead = (times: number) =>
    sendRaw(server, "GET /products HTTP/1.1\r\nHost: shop.test\r\n\r\n".repeat(times));
  const answersIn = ({ text }: { text: string }) => text.match(/HTTP\/1\.1 200/g)?.length ?? 0;

  expect(answersIn(await ahead(15))).toBe(15);
  const many = await ahead(1_000);

  expect(many.closed).toBe(true);
  expect(answersIn(many)).toBeLessThan(20);
});
