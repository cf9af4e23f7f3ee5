import { expect, test } from "vitest";
import { db } from "~/db/client.server";
import { listFeatures, removeFeature, setFeature } from "~/models/site/feature.server";
import { FeatureInput } from "~/models/site/input";
import { getMaintenance, setMaintenance } from "~/models/site/maintenance.server";

const by = { actor: "ines" };

test("a shop is open until its owner closes it, and everybody is told", async () => {
  expect(await getMaintenance()).toEqual({ enabled: false, message: "", version: 0 });

  await setMaintenance({ enabled: true, message: "Back at noon", version: 0 }, by);

  expect(await getMaintenance()).toEqual({ enabled: true, message: "Back at noon", version: 1 });
  expect(await db.event.findFirst({ where: { subject: "maintenance" } })).toMatchObject({
    type: "config.updated",
    actor: "ines",
    data: { enabled: true, message: "Back at noon" },
  });
});

test("a setting changed meanwhile is not overwritten unseen", async () => {
  const { version, ...now } = await getMaintenance();
  await setMaintenance({ ...now, message: "First", version }, by);

  await expect(setMaintenance({ ...now, message: "Second", version }, by)).rejects.toMatchObject({
    code: "stale",
  });

  expect(await getMaintenance()).toMatchObject({ message: "First" });
});

test("of two owners who set something for the first time at once, one is told", async () => {
  await db.siteConfig.deleteMany({ where: { key: "maintenance" } });
  const now = { enabled: true, message: "", version: 0 };

  const attempts = await Promise.allSettled([setMaintenance(now, by), setMaintenance(now, by)]);

  expect(attempts.map((attempt) => attempt.status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a feature is made, changed and forgotten, each time with an event", async () => {
  const feature = { name: "feature_x", enabled: false, public: true, description: "" };
  await setFeature(feature, by);
  const [made] = await listFeatures();
  await setFeature({ ...feature, enabled: true, version: made?.version }, by);
  expect(await listFeatures()).toMatchObject([{ name: "feature_x", enabled: true, version: 2 }]);

  await removeFeature({ id: made?.id ?? "" }, by);

  expect(await listFeatures()).toEqual([]);
  const events = await db.event.findMany({ where: { subject: made?.id }, orderBy: { seq: "asc" } });
  expect(events.map((event) => event.type)).toEqual([
    "feature.updated",
    "feature.updated",
    "feature.removed",
  ]);
});

test("two features cannot have one name, and a stale change is refused", async () => {
  const feature = { name: "feature_y", enabled: false, public: false, description: "" };
  await setFeature(feature, by);

  await expect(setFeature(feature, by)).rejects.toMatchObject({ code: "conflict", field: "name" });
  await expect(setFeature({ ...feature, version: 9 }, by)).rejects.toMatchObject({ code: "stale" });
  await expect(setFeature({ ...feature, name: "nobody", version: 1 }, by)).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a feature's name is one that a program can write", () => {
  for (const name of ["", "Feature", "1st", "a b", "__proto__", "x".repeat(61), "a\u0000"]) {
    expect(FeatureInput.safeParse({ name }).success).toBe(false);
  }
});
