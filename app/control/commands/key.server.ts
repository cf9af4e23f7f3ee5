import { z } from "zod";
import { issueApiKey } from "~/models/api-key/issuance.server";
import { scopes } from "~/models/api-key/scope";
import { text } from "~/models/text";
import { command } from "../command";

const all = scopes.join(", ");

const NewKey = z.object({
  name: text({ min: 1, max: 60, missing: "Give the key a name" }),
  scopes: z
    .array(z.enum(scopes, { error: ({ input }) => `There is no scope “${input}”: choose from ${all}` }))
    .min(1, `Say what the key may do: choose from ${all}`),
});

export const key = command({
  usage: "npm run key -- <name> <scope,scope>",
  schema: NewKey,
  read: ([name, ...list]) => ({
    input: { name, scopes: [...new Set(list.join(",").split(",").filter(Boolean))] },
  }),
  async perform(input, { say }) {
    const { token } = await issueApiKey(input, { actor: null });
    say({
      kind: "note",
      text: `The key “${input.name}” may ${input.scopes.join(", ")}. It is shown only now:`,
    });
    say({ kind: "line", text: token });
    return 0;
  },
});
