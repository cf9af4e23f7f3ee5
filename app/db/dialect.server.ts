import path from "node:path";
import { env } from "~/env.server";

/** Which of the two databases this process runs on. */
export const dialect: "sqlite" | "postgresql" = env.DATABASE_URL === undefined ? "sqlite" : "postgresql";

/** The embedded database. Meaningless on PostgreSQL. */
export const databaseFile = path.join(env.DATA_DIR, "atelier.db");
