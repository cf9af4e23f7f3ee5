import { beforeAll, expect, test } from "vitest";
import { Problem } from "~/contract/envelope";
import { problemExample, problemSlugs } from "~/contract/problems";
import { problemOf } from "~/http/problem";
import { Failure } from "~/models/failure";
import { type RunningServer, startServer } from "../setup/server";

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});

test.each(problemSlugs)(
  "the address of the problem %s leads to a page that says what to do",
  async (slug) => {
    const response = await server.fetch(`/problems/${slug}`);
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain("What happened");
    expect(html).toContain("What to do");
    expect(Problem.safeParse(problemExample(slug)).error).toBeUndefined();
  },
);

test("all problems are listed, each with its page", async () => {
  const html = await (await server.fetch("/problems")).text();
  for (const slug of problemSlugs) expect(html).toContain(`href="/problems/${slug}"`);
});

test.each(["no-such-problem", "__proto__", "constructor", "%00"])(
  "the problem %s is unknown",
  async (slug) => {
    expect((await server.fetch(`/problems/${slug}`)).status).toBeGreaterThanOrEqual(400);
    expect((await server.fetch(`/problems/${slug}`)).status).toBeLessThan(500);
  },
);

test("the status that a rule answers is the one its page tells", () => {
  const problem = problemOf(new Failure("stale", "x"));
  expect(problem).toMatchObject({ status: problem && problemExample(problem.slug).status });
});
