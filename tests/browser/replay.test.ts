import { beforeAll, expect, test } from "vitest";
import { signIn } from "../factories/people";
import { createHook } from "../factories/webhooks";
import { bothWays } from "../setup/browser";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;
let cookie: string;
let address: string;

beforeAll(async () => {
  cookie = (await signIn({ role: "owner" })).cookie;
  address = `/admin/webhooks/${(await createHook("https://hooks.example/")).id}/replay`;
  server = await startServer();
});

bothWays(({ enter }) => {
  test("a range of time that cannot be is told so, as often as one tries, before it is counted", async () => {
    const ines = await enter(server, { cookie });
    await ines.visit(address);
    const count = async (until: string) => {
      await ines.field("Until").fill(until);
      await ines.button("Count them").click();
    };

    await count("2020-01-01T00:00");
    await ines.sees("The end comes after the beginning");
    await count("");
    await ines.sees("Say until when");
    await count("2040-01-01T00:00");
    await ines.sees("0 events are in this range");

    expect(await ines.reads("to mend")).toBe(false);
    expect(await ines.barriers()).toEqual([]);
  });
});
