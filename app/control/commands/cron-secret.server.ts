import { z } from "zod";
import { Failure } from "~/models/failure";
import { secrets } from "~/secrets.server";
import { command } from "../command";

export const cronSecret = command({
  usage: "npm run cron-secret",
  schema: z.object({}),
  read: () => ({ input: {} }),
  async perform(_input, { say }) {
    if (secrets.cron.length === 0)
      throw new Failure(
        "invalid",
        "CRON_SECRET is empty, so the cron door is closed: set a secret, or unset it",
      );
    say({ kind: "note", text: "A scheduler sends it as Authorization: Bearer <secret>." });
    for (const secret of secrets.cron) say({ kind: "line", text: secret });
    return 0;
  },
});
