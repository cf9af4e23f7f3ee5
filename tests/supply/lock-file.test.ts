import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

type Locked = { version: string; integrity?: string; resolved?: string };

const lockFile = readFileSync(path.resolve("package-lock.json"), "utf8");
const packages = Object.entries(
  (JSON.parse(lockFile) as { packages: Record<string, Locked> }).packages,
).filter(([place]) => place !== "");

/** Floors against advisories: below them is a known hole. */
test.each([
  ["react-router", "7.18.4"],
  ["@react-router/node", "7.18.4"],
  ["ws", "8.21.0"],
  ["engine.io", "6.6.7"],
  ["socket.io-parser", "4.2.7"],
])("every %s is at least %s", (name, floor) => {
  const found = packages
    .filter(([place]) => place.endsWith(`node_modules/${name}`))
    .map(([, { version }]) => version);
  expect(found).not.toEqual([]);
  for (const version of found)
    expect(version.localeCompare(floor, "en", { numeric: true })).toBeGreaterThanOrEqual(0);
});

test("all of React Router has one version", () => {
  const versions = packages.filter(([place]) =>
    /node_modules\/(?:@react-router\/[^/]+|react-router)$/.test(place),
  );
  expect(new Set(versions.map(([, { version }]) => version)).size).toBe(1);
});

test("the lock file names no registry, and every package has its checksum", () => {
  expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  expect(packages.filter(([, { integrity }]) => !integrity).map(([place]) => place)).toEqual([]);
});
