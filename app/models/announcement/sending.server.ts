import { db } from "~/db/client.server";
import { Failure } from "~/models/failure";
import { messageOf } from "~/models/inbox/input";
import { change } from "~/models/outbox/change.server";
import { countRecipients, type DeviceFilter, sendToGroup } from "~/models/relay/sending.server";
import type { Announcement, Group } from "./input";

const SHOWN = 20;
const VERSIONS = 100;

const live = { revokedAt: null };

/** How many devices of how many people are in a group now, and the newest of them. */
export async function lookAtGroup(group: Group) {
  const filter = filterOf(group);
  const { role, app, appVersion, named } = filter;
  const [counts, devices] = await Promise.all([
    countRecipients(filter),
    db.device.findMany({
      where: {
        ...live,
        app,
        appVersion,
        ...(role && { user: { role } }),
        ...(named && { OR: [{ name: named }, { user: { email: named.toLowerCase() } }] }),
      },
      select: { id: true, name: true, app: true, appVersion: true, user: { select: { name: true } } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: SHOWN,
    }),
  ]);
  return { ...counts, shown: devices };
}

/** The versions of apps that devices have. */
export async function listVersions() {
  const rows = await db.device.groupBy({
    by: ["appVersion"],
    where: { ...live, appVersion: { not: "" } },
    orderBy: { appVersion: "desc" },
    take: VERSIONS,
  });
  return rows.map(({ appVersion }) => appVersion);
}

/** Sends to every device of a group that has not muted such messages. Throws `Failure` conflict when nobody is in it. */
export async function announce({ title, text, url, ...group }: Announcement, by: { actor: string }) {
  return change(async () => {
    const filter = filterOf(group);
    if ((await countRecipients(filter)).devices === 0)
      throw new Failure("conflict", "No device is in this group any more: choose another one");
    return sendToGroup(by, filter, messageOf({ title, text, url }));
  });
}

/** What is empty asks for nothing. */
const filterOf = ({ role, app, appVersion, named }: Group): DeviceFilter => ({
  role,
  app,
  ...(appVersion && { appVersion }),
  ...(named && { named }),
});
