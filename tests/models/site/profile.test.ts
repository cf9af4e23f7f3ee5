import { expect, test } from "vitest";
import { change } from "~/models/outbox/change.server";
import { setSiteProfile, siteProfile } from "~/models/site/profile.server";

const profile = { name: "Ines Moreau", place: "Lyon", headline: "Small tools", lead: "Made slowly." };
const by = { actor: "ines" };

test("a shop that says nothing of itself yet still has a name", async () => {
  expect(await siteProfile()).toMatchObject({ name: "Atelier", version: 0 });
});

test("what the shop says of itself is on the next page", async () => {
  await siteProfile();

  await setSiteProfile(profile, by);

  expect(await siteProfile()).toEqual({ ...profile, version: 1 });
});

test("what was not written after all is not remembered", async () => {
  const before = await siteProfile();

  const attempt = change(async () => {
    await setSiteProfile({ ...profile, name: "Somebody else" }, by);
    throw new Error("no");
  });

  await expect(attempt).rejects.toThrow("no");
  expect(await siteProfile()).toEqual(before);
});
