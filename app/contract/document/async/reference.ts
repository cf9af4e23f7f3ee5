import type { Saying } from "../../devices/channel";
import { channels } from "../../devices/channels";
import { membersIn } from "../members";
import type { Schema } from "../schema";
import { asyncApi } from "./document";
import { messagesAnswered, messagesSaid } from "./messages";

let told: ReturnType<typeof asyncApi> | undefined;
const document = () => {
  told ??= asyncApi({ site: "" });
  return told;
};
const { membersOf } = membersIn(() => document().components);

/** Everything that devices and the shop say to each other, as a page tells it. */
export const channelReference = () =>
  channels.map(({ name, address, title, description, sayings }) => ({
    name,
    address,
    title,
    description,
    sayings: sayings.map((saying) => sayingOf(name, saying)),
  }));

/** Every type of message, with what its `data` holds. */
export function typeReference() {
  const { messages } = document().channels.relay ?? {};
  return Object.values(messages ?? {})
    .filter(({ name }) => name === "event")
    .map(({ title, summary, payload, examples }) => ({
      types: [{ type: title, summary }],
      example: written(dataOf(examples[0]?.payload)),
      members: membersOf(payload.properties?.data ?? {}, "data"),
    }));
}

function sayingOf(channel: string, saying: Saying) {
  const { id, name, from, summary, description } = saying;
  const said = messagesSaid(saying).map(({ key }) => messageAt(channel, key));
  const answer = messagesAnswered(saying)[0];
  const first = said[0];
  const members = first ? membersOf(first.payload) : [];
  return {
    id,
    name,
    from,
    summary,
    description,
    example: written(first?.examples[0]?.payload),
    members: said.length > 1 ? members.filter((member) => !member.name.startsWith("data.")) : members,
    answer: answer && written(messageAt(channel, answer.key)?.examples[0]?.payload),
  };
}

const messageAt = (channel: string, key: string) =>
  document().channels[channel]?.messages[key] ?? { payload: {} as Schema, examples: [] };

const dataOf = (payload: unknown) => (payload as { data?: unknown } | undefined)?.data;
const written = (value: unknown) => JSON.stringify(value, null, 2);
