import { z } from "zod";
import { Handshake } from "~/realtime/protocol";
import type { Saying } from "./channel";
import { ConnectError } from "./refused";

const Connected = z.strictObject({ sid: z.string().meta({ examples: ["9rNEyqLgRzYQkZRCAAAB"] }) });

/** How a device comes in, the same on every channel. */
export const connect = (id: string): Saying => ({
  id,
  name: "connect",
  from: "device",
  summary: "Come in",
  description:
    "The `auth` of the client: strings only, for the Java client can send nothing else. Refused is only who has to do something about it; whatever passes, such as maintenance or a restart, closes or answers otherwise.",
  payload: Handshake,
  reply: Connected,
  refusal: ConnectError,
});
