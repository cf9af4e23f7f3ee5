import { expect, test } from "vitest";
import { hashPassword } from "~/models/user/password.server";
import { joinAsCustomer } from "~/models/user/registration.server";
import { createUser } from "../factories/people";
import { type RunningServer, startServer } from "../setup/server";

const TRIES = 500;
const WARM_UP = 20;

test("nobody learns from the time of the answer whether an email has an account", async () => {
  await createUser({ role: "owner" });
  await joinAsCustomer({
    name: "Ana",
    email: "ana@example.com",
    passwordHash: await hashPassword("correct horse"),
  });
  const server = await startServer();
  const known: number[] = [];
  const unknown: number[] = [];
  const attempt = await signInForm(server);

  for (let index = 0; index < WARM_UP + TRIES; index++) {
    // By turns, and each first as often as the other, so that neither has the quieter machine.
    const pair = [() => time(known, "ana@example.com"), () => time(unknown, "zoe@example.com")];
    for (const one of index % 2 ? pair : pair.reverse()) await one();
  }
  async function time(times: number[], email: string) {
    const start = performance.now();
    const answer = await attempt(email);
    times.push(performance.now() - start);
    expect(answer.status).toBe(400);
  }

  const [one, other] = [known, unknown].map((times) => median(times.slice(WARM_UP)));
  expect(Math.abs((one ?? 0) / (other ?? 1) - 1)).toBeLessThan(0.05);
});

async function signInForm(server: RunningServer) {
  const page = await server.fetch("/login");
  const cookie = page.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const token = /name="_token" value="([^"]+)"/.exec(await page.text())?.[1] ?? "";
  return async (email: string) => {
    const answer = await server.fetch("/login", {
      method: "POST",
      headers: { Origin: server.origin, Cookie: cookie },
      body: new URLSearchParams({ _token: token, email, password: "wrong horse" }),
    });
    await answer.arrayBuffer();
    return answer;
  };
}

function median(times: number[]) {
  return times.sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}
