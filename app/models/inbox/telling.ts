import { isKnownType, type KnownType, messageTypes } from "~/models/relay/types";

/** A message in words that a page shows. */
export type Told = {
  /** What it is: "Note", "Missed call". */
  kind: string;
  title: string;
  text?: string;
  /** To be read as it is, such as what only a newer app understands. */
  verbatim?: string;
  link?: { href: string; label: string };
  facts?: { term: string; value: string }[];
};

type Data<T extends KnownType> = ReturnType<(typeof messageTypes)[T]["parse"]>;

/** Any message in words. What is not known here, or does not fit its type, is shown as it is. */
export function tell(type: string, data: unknown): Told {
  if (type.startsWith("product.")) return tellOfProduct(type, data as Product) ?? asItIs(type, data);
  if (!isKnownType(type)) return asItIs(type, data);
  const parsed = messageTypes[type].safeParse(data);
  return parsed.success ? (ways[type] as (data: unknown) => Told)(parsed.data) : asItIs(type, data);
}

type Product = { name?: unknown; slug?: unknown; release?: unknown };

function tellOfProduct(type: string, { name, slug, release }: Product): Told | null {
  if (typeof name !== "string" || typeof slug !== "string") return null;
  const link = { href: `/products/${slug}`, label: `Show ${name}` };
  if (type === "product.published")
    return { kind: "On the shelf", title: `${name} is new in the shop`, link };
  if (type !== "product.released") return null;
  return { kind: "New version", title: `${name} ${String(release ?? "")} is out`, link };
}

const ways: { [T in KnownType]: (data: Data<T>) => Told } = {
  notification: ({ app, title, text, link }) => ({
    kind: app === "atelier" ? "From the shop" : `Notification of ${app}`,
    title: title || app,
    text,
    link: linkOf(link),
  }),
  sms: ({ number, text, direction, name }) => ({
    kind: "Text message",
    title: `${direction === "in" ? "From" : "To"} ${name ? `${name}, ${number}` : number}`,
    text,
  }),
  call: ({ number, state, name, durationSeconds }) => ({
    kind: calls[state],
    title: name ? `${name}, ${number}` : number,
    facts: durationSeconds === undefined ? [] : [{ term: "Lasted", value: lengthOf(durationSeconds) }],
  }),
  clipboard: ({ text }) => ({ kind: "Clipboard", title: "Copied text", verbatim: text }),
  link: ({ url, title, text }) => ({
    kind: "Link",
    title: title || new URL(url).host,
    text: typeof text === "string" ? text : undefined,
    link: { href: url, label: url },
  }),
  file: ({ name, mediaType, sizeBytes, url }) => ({
    kind: "File",
    title: name,
    link: { href: url, label: "Open the file" },
    facts: [
      { term: "Kind", value: mediaType },
      { term: "Size", value: sizeOf(sizeBytes) },
    ],
  }),
  note: ({ title, text }) => ({ kind: "Note", title: title || "A note", text }),
};

const calls = {
  ringing: "Incoming call",
  answered: "Answered call",
  missed: "Missed call",
  ended: "Call that ended",
} as const;

function asItIs(type: string, data: unknown): Told {
  return { kind: "From an app", title: type, verbatim: JSON.stringify(data, null, 2) };
}

/** Links come from apps as well: only to pages of ours, the web and mail. */
function linkOf(link: string | null | undefined): Told["link"] {
  if (!link) return undefined;
  if (/^\/(?![/\\])[\x21-\x7e]*$/.test(link) && !link.includes("\\")) return { href: link, label: "Show" };
  const url = URL.canParse(link) ? new URL(link) : null;
  if (url?.protocol === "mailto:") return { href: link, label: "Answer by mail" };
  return url && /^https?:$/.test(url.protocol) ? { href: url.href, label: url.host } : undefined;
}

const lengthOf = (seconds: number) =>
  seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;

function sizeOf(bytes: number) {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
