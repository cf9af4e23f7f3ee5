import { readSetting, type Setting, writeSetting } from "./config.server";
import { WritingOrigins } from "./origins";
import { remembered } from "./remembered.server";

const origins = {
  key: "writing-origins",
  schema: WritingOrigins,
  initial: { origins: [] },
} satisfies Setting<typeof WritingOrigins>;

/** The sites whose scripts may call the API with a key, in a visitor's browser. From memory. */
export const writingOrigins = remembered(
  () => readSetting(origins),
  (event) => event.type === "config.updated" && event.subject === origins.key,
);

/** Replaces the list; with `version` only that version. Throws `Failure` stale. */
export function setWritingOrigins(
  { version, ...input }: WritingOrigins & { version?: number },
  { actor }: { actor: string | null },
) {
  return writeSetting(origins, input, { version, actor });
}
