import { z } from "zod";
import { env } from "~/env.server";
import { issueSignInLink } from "~/models/one-time-link/link.server";
import { text } from "~/models/text";
import { command } from "../command";

export const owner = command({
  usage: "npm run owner -- <email>",
  schema: z.object({ email: text({ min: 1, max: 254, missing: "Say the owner's email" }) }),
  read: ([email]) => ({ input: { email } }),
  async perform({ email }, { say }) {
    const link = await issueSignInLink(email);
    say({ kind: "note", text: "This link signs the owner in, once, within ten minutes:" });
    say({ kind: "line", text: `${env.PUBLIC_URL ?? `http://localhost:${env.PORT}`}${link}` });
    return 0;
  },
});
