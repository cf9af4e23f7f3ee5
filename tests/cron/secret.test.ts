import { expect, test } from "vitest";
import { expectProblem, program } from "../setup/program";
import { startServer } from "../setup/server";

async function knock(CRON_SECRET: string, tokens: string[]) {
  const server = await startServer({ env: { CRON_SECRET } });
  const answers = [];
  for (const token of tokens) {
    const headers = { Authorization: `Bearer ${token}` };
    answers.push(await program(server)("GET", "/api/cron/cleanup", { headers }));
  }
  await server.stop();
  return answers;
}

test("every secret of a list opens the door, so that one can be changed without a gap", async () => {
  const [older, newer, ...others] = await knock("first-secret, second-secret", [
    "first-secret",
    "second-secret",
    "first-secret,second-secret",
    ",",
  ]);

  expect([older?.status, newer?.status]).toEqual([200, 200]);
  for (const answer of others) expectProblem(answer, 401, "Unauthorized");
});

test.each(["", " ", ",", "undefined", "null"])(
  "the secret %j closes the door for everybody",
  async (value) => {
    for (const answer of await knock(value, ["", "undefined", "null", ",", value])) {
      expectProblem(answer, 401, "Unauthorized");
    }
  },
);
