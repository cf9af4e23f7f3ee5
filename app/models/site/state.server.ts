import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
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

/** Throws `Failure` maintenance while the shop is closed. For what is written where reading goes on. */
export async function requireOpen() {
  const { enabled, message } = await maintenanceState();
  if (!enabled) return;
  const told = message || "The shop is closed for maintenance; send it again in a few minutes";
  throw new Failure("maintenance", told, undefined, { headers: { "Retry-After": "300" } });
}
