import type { MessageObject } from "~/contract/document/async/messages";
import { deviceDocument, devices } from "./document";

/** Throws when what the shop says on a channel, such as `relay`, is not as its document for devices tells it. */
export function requireDeclared(channel: string, name: string, said: unknown) {
  const { type } = (said ?? {}) as { type?: string };
  const messages = messagesOf(channel);
  const message = messages[name] ?? messages[`${name}.${type}`] ?? messages[`${name}.any`];
  requireFit(message, `${channel} ${name} ${type ?? ""}`, said);
}

/** The same of what it acknowledges with. An event of no name is refused as any other. */
export function requireDeclaredReply(channel: string, name: string, said: { ok?: boolean }) {
  const operations: [string, { action: string; title: string }][] = Object.entries(deviceDocument.operations);
  const [id] = operations.find(([id, { action, title }]) => {
    return action === "receive" && title === name && `${id}.reply` in messagesOf(channel);
  }) ?? [channel === "relay" ? "acknowledge" : "sendSignal"];
  const message = messagesOf(channel)[`${id}.${said?.ok ? "reply" : "refusal"}`];
  requireFit(message, `${channel} ${name}, acknowledged`, said);
}

const messagesOf = (channel: string): Record<string, MessageObject> =>
  deviceDocument.channels[channel]?.messages ?? {};

function requireFit(message: MessageObject | undefined, place: string, said: unknown) {
  const wrong = message ? devices.misfits(message.payload, said) : ["is not declared"];
  if (wrong.length > 0) throw new Error(`${place}: ${wrong.join("; ")}\n${JSON.stringify(said)}`);
}
