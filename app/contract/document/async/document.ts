import type { Channel, Saying } from "../../devices/channel";
import { channels } from "../../devices/channels";
import { speaker } from "../schema";
import { introduction } from "./introduction";
import { messageObjects, messagesAnswered, messagesSaid } from "./messages";

/** The version of what is promised to devices: the first number rises when something is taken away, the second when something comes. */
const VERSION = "1.0.0";

export type AsyncDocument = ReturnType<typeof asyncApi>;

/** The AsyncAPI document of what devices and the shop say to each other. `site` is the origin of the shop, or nothing. */
export function asyncApi({ site }: { site: string }) {
  const home = new URL(site || "https://shop.example");
  const spoken = speaker();
  const here = { name: "The owner of this shop", url: new URL("/docs/devices", home).href };
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Atelier, for devices",
      version: VERSION,
      description: introduction,
      contact: here,
      license: { ...here, name: "For use with this shop" },
      tags: channels.map(({ name, title }) => ({ name, description: title })),
    },
    defaultContentType: "application/json",
    servers: { shop: serverAt(home) },
    channels: Object.fromEntries(
      channels.map((channel) => [channel.name, channelObject(channel, messageObjects(channel, spoken))]),
    ),
    operations: Object.fromEntries(
      channels.flatMap((channel) => channel.sayings.map((saying) => [saying.id, operation(channel, saying)])),
    ),
    components: {
      schemas: spoken.components,
      securitySchemes: {
        device: {
          type: "apiKey",
          in: "password",
          description: "The token that pairing gave the device, as `token` in the handshake",
        },
      },
    },
  };
}

const serverAt = ({ host, protocol }: URL) => ({
  host,
  pathname: "/socket.io",
  protocol: protocol === "https:" ? "wss" : "ws",
  protocolVersion: "Socket.IO 5 over Engine.IO 4",
  description: "This shop",
  security: [{ $ref: "#/components/securitySchemes/device" }],
});

const channelObject = (
  { address, title, description, name }: Channel,
  messages: ReturnType<typeof messageObjects>,
) => ({
  address,
  title,
  description,
  servers: [{ $ref: "#/servers/shop" }],
  tags: [{ name }],
  messages,
});

/** As the shop sees it: it receives what devices say, and sends what it says itself. */
function operation({ name }: Channel, saying: Saying) {
  const channel = { $ref: `#/channels/${name}` };
  const point = ({ key }: { key: string }) => ({ $ref: `#/channels/${name}/messages/${key}` });
  const answers = messagesAnswered(saying).map(point);
  return {
    action: saying.from === "device" ? ("receive" as const) : ("send" as const),
    channel,
    title: saying.name,
    summary: saying.summary,
    description: saying.description,
    tags: [{ name }],
    messages: messagesSaid(saying).map(point),
    ...(answers.length > 0 && { reply: { channel, messages: answers } }),
  };
}
