import { db } from "~/db/client.server";
import { remembered } from "./remembered.server";

/** Whether somebody runs this shop yet. Until then every page says that it is a sample. From memory. */
export const ownerExists = remembered(
  async () => (await db.user.count({ where: { role: "owner" } })) > 0,
  (event) => event.type === "user.created" && event.data.role === "owner",
);
