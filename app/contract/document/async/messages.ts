import { z } from "zod";
import type { Channel, Saying, Told } from "../../devices/channel";
import { Refused } from "../../devices/refused";
import { exampleOf } from "../example";
import type { Speaker } from "../schema";

type Message = { key: string; name: string; title: string; summary: string; body: z.ZodType };

/** What a saying brings: one message, or one for each type. */
export function messagesSaid({ id, name, summary, payload }: Saying): Message[] {
  if (payload instanceof z.ZodType) return [{ key: id, name, title: name, summary, body: payload }];
  return Object.entries(payload as Record<string, Told>).map(([type, told]) => ({
    key: `${id}.${type}`,
    name,
    title: type,
    ...told,
  }));
}

/** What its acknowledgement says: that it is done, or why it is not. */
export function messagesAnswered({ id, name, reply, refusal = Refused }: Saying): Message[] {
  if (!reply) return [];
  const title = `${name}, acknowledged`;
  return [
    { key: `${id}.reply`, name, title, summary: "It is done", body: reply },
    { key: `${id}.refusal`, name, title: `${name}, refused`, summary: "It is not done", body: refusal },
  ];
}

/** Everything that is said on a channel, each with an example. What devices say is told as they may say it. */
export function messageObjects({ sayings }: Channel, { say, components }: Speaker) {
  const objects = sayings.flatMap((saying) => {
    const told = (io: "input" | "output") => (message: Message) => {
      const { key, name, title, summary, body } = message;
      const payload = say(body, io);
      return [
        key,
        { name, title, summary, payload, examples: [{ payload: exampleOf(payload, components) }] },
      ];
    };
    return [
      ...messagesSaid(saying).map(told(saying.from === "device" ? "input" : "output")),
      ...messagesAnswered(saying).map(told("output")),
    ];
  });
  return Object.fromEntries(objects) as Record<string, MessageObject>;
}

export type MessageObject = {
  name: string;
  title: string;
  summary: string;
  payload: ReturnType<Speaker["say"]>;
  examples: { payload: unknown }[];
};
