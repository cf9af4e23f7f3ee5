import type { Event } from "~/models/outbox/event";
import { AppVersions } from "./app-versions";
import { readSetting, type Setting, writeSetting } from "./config.server";
import { remembered } from "./remembered.server";

const minimum = {
  key: "app-versions",
  schema: AppVersions,
  initial: { relay: "", air: "" },
} satisfies Setting<typeof AppVersions>;

/** Whether an event says that other versions are let in from now on. */
export const changesVersions = ({ type, subject }: Event) =>
  type === "config.updated" && subject === minimum.key;

/** The oldest version of each app that is let in. From memory. */
export const appVersions = remembered(() => readSetting(minimum), changesVersions);

/** Replaces them; with `version` only that version. Older ones that are connected are put out. Throws `Failure` stale. */
export function setAppVersions(
  { version, ...input }: AppVersions & { version?: number },
  { actor }: { actor: string | null },
) {
  return writeSetting(minimum, input, { version, actor });
}
