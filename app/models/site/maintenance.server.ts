import { readSetting, type Setting, writeSetting } from "./config.server";
import { MaintenanceInput } from "./input";

const maintenance = {
  key: "maintenance",
  schema: MaintenanceInput,
  initial: { enabled: false, message: "" },
} satisfies Setting<typeof MaintenanceInput>;

/** Whether the shop is closed for maintenance, and what visitors are told. */
export const getMaintenance = () => readSetting(maintenance);

/** Closes or opens the shop. The event `config.updated` with the subject `maintenance` carries both members. */
export function setMaintenance(
  { version, ...input }: MaintenanceInput & { version?: number },
  { actor }: { actor: string },
) {
  return writeSetting(maintenance, input, { version, actor });
}
