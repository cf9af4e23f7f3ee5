import { readSetting, type Setting, writeSetting } from "./config.server";
import { SiteProfile } from "./input";
import { remembered } from "./remembered.server";

const profile = {
  key: "profile",
  schema: SiteProfile,
  initial: {
    name: "Atelier",
    place: "",
    headline: "Tools I build, use every day, and stand behind.",
    lead: "Small, sharp software for people who ship. One licence, no telemetry, answers from the person who wrote it.",
  },
} satisfies Setting<typeof SiteProfile>;

/** How the shop introduces itself on every page. From memory. */
export const siteProfile = remembered(
  () => readSetting(profile),
  (event) => event.type === "config.updated" && event.subject === profile.key,
);

/** Replaces the introduction; with `version` only that version. Throws `Failure` stale. */
export function setSiteProfile(
  { version, ...input }: SiteProfile & { version?: number },
  { actor }: { actor: string | null },
) {
  return writeSetting(profile, input, { version, actor });
}
