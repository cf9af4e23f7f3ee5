import { expect, test } from "vitest";
import { newPrefixedToken } from "~/models/api-key/format.server";
import { issueApiKey } from "~/models/api-key/issuance.server";
import { createProduct } from "../factories/shop";
import { startServer } from "../setup/server";

const TRIES = 2_000;
const WARM_UP = 100;

/** Requirement B8. */
test("nobody learns from the time of a refusal whether a key is malformed, unknown, revoked or missing", async () => {
  await createProduct();
  for (let n = 0; n < 50; n++)
    await issueApiKey({ name: `Key ${n}`, scopes: ["products:read"] }, { actor: null });
  const past = { expiresAt: new Date(Date.now() - 1_000) };
  const { token: ended } = await issueApiKey(
    { name: "Ended", scopes: ["products:write"], ...past },
    { actor: null },
  );
  const server = await startServer();
  const kinds: Record<string, () => Record<string, string>> = {
    missing: () => ({}),
    malformed: () => ({ "x-api-key": "atl_key_guess" }),
    unknown: () => ({ "x-api-key": newPrefixedToken("key") }),
    ended: () => ({ "x-api-key": ended }),
  };
  const names = Object.keys(kinds);
  const times = new Map(names.map((name) => [name, [] as number[]]));

  for (let turn = 0; turn < WARM_UP + TRIES; turn++) {
    // By turns, each first as often as the others, so that none has the quieter machine.
    for (let step = 0; step < names.length; step++) {
      const name = names[(turn + step) % names.length] ?? "";
      const headers = { "Content-Type": "application/json", ...kinds[name]?.() };
      const start = performance.now();
      const answer = await server.fetch("/api/products", { method: "POST", headers, body: "{}" });
      await answer.arrayBuffer();
      if (turn >= WARM_UP) times.get(name)?.push(performance.now() - start);
      expect(answer.status).toBe(401);
    }
  }

  const medians = Object.fromEntries([...times].map(([name, seen]) => [name, median(seen)]));
  const spread = Math.max(...Object.values(medians)) / Math.min(...Object.values(medians)) - 1;
  expect(spread, JSON.stringify(medians)).toBeLessThan(0.05);
});

function median(times: number[]) {
  return times.sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}
