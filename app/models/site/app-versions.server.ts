import { AppVersions } from "./app-versions";
import { readSetting, type Setting, writeSetting } from "./config.server";
import { remembered } from "./remembered.server";

const minimum = {
  key: "app-versions",
  schema: AppVersions,
  initial: { relay: "", air: "" },
} satisfies Setting<typeof AppVersions>;

/** The oldest version of each app that is let in. From memory. */
export const appVersions = remembered(
  () => readSetting(minimum),
  (event) => event.type === "config.updated" && event.subject === minimum.key,
);

/** Replaces them; with `version` only that version. Who is connected stays until the next time. Throws `Failure` stale. */
export function setAppVersions(
  { version, ...input }: AppVersions & { version?: number },
  { actor }: { actor: string | null },
) {
  return writeSetting(minimum, input, { version, actor });
}
