import { db } from "~/db/client.server";
import { listFeatures } from "./feature.server";
import { getMaintenance } from "./maintenance.server";
import { remembered } from "./remembered.server";

/** Whether the shop is closed for maintenance, and what visitors are told. From memory. */
export const maintenanceState = remembered(
  getMaintenance,
  (event) => event.type === "config.updated" && event.subject === "maintenance",
);

const features = remembered(listFeatures, ({ type }) => type.startsWith("feature."));
const userCount = remembered(
  () => db.user.count(),
  ({ type }) => type === "user.created" || type.startsWith("sample."),
);

/**
 * What other programs steer by. Strangers (`everything: false`) learn the public features and not how many users there
 * are. From memory, as of the last committed change.
 */
export async function siteState({ everything }: { everything: boolean }) {
  const told = (await features()).filter((feature) => everything || feature.public);
  return {
    userCount: everything ? await userCount() : null,
    features: Object.fromEntries(told.map(({ name, enabled }) => [name, enabled])),
    maintenance: (await maintenanceState()).enabled,
  };
}
