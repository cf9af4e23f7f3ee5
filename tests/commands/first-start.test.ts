import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { db } from "~/db/client.server";
import { startServer } from "../setup/server";

const FIRST_START_SECONDS = 4;
const TICKS_A_SECOND = 100;

/** What the process has cost so far: unlike the clock, it does not count what else this machine does. */
function cpuSeconds(pid = 0) {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return 0;
  const fields = readFileSync(file, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

const server = await startServer({ env: { SAMPLE_DATA: "on" } });

test("the first start of an empty folder furnishes the shop, the second does nothing", async () => {
  const answer = await server.fetch("/api/products?limit=100");
  expect(cpuSeconds(server.pid)).toBeLessThan(FIRST_START_SECONDS);

  const { data, pagination } = (await answer.json()) as {
    data: { images: { url: string; width: number }[] }[];
    pagination: { total: number };
  };
  expect(pagination.total).toBe(40);
  const pictures = data.flatMap(({ images }) => images);
  expect(pictures).toHaveLength(12);
  const picture = await server.fetch(pictures[0]?.url ?? "");
  expect(picture.status).toBe(200);
  expect(picture.headers.get("Content-Type")).toBe("image/webp");

  const before = await db.event.count();
  await server.stop();
  await server.start();
  expect(await db.product.count()).toBe(40);
  expect(await db.event.count()).toBe(before);
});
