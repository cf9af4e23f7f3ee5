import type { z } from "zod";
import { Failure } from "~/models/failure";
import type { Say } from "./message";

/** What goes to whoever performs a command. `file` is the path of a file that goes with it. */
export type Order = { input: unknown; file?: string };

type Surroundings = {
  say: Say;
  /** A readable copy of the file that came with the order. */
  file: string | undefined;
  /** Fires when the caller went away or the server ends. */
  stopped: AbortSignal;
};

/** Something the owner does from a terminal. `read` runs where it is typed, `perform` in the process that has the database open. */
export type Command = {
  usage: string;
  read: (words: string[]) => Order | Promise<Order>;
  /** Checks the input and does the work. Returns the exit code. */
  perform: (input: unknown, surroundings: Surroundings) => Promise<number>;
};

/** A command whose input is checked by `schema` before anything happens. */
export function command<S extends z.ZodType>({
  usage,
  schema,
  read,
  perform,
}: {
  usage: string;
  schema: S;
  read: Command["read"];
  perform: (input: z.output<S>, surroundings: Surroundings) => Promise<number>;
}): Command {
  return {
    usage,
    read,
    async perform(input, surroundings) {
      const parsed = schema.safeParse(input);
      if (parsed.success) return perform(parsed.data, surroundings);
      throw new Failure("invalid", `${parsed.error.issues[0]?.message}.\nUsage: ${usage}`);
    },
  };
}
