import { When } from "~/ui/page/when";

const transports: Record<string, string> = {
  websocket: "WebSocket",
  polling: "Socket.IO long polling",
  poll: "long poll",
  stream: "event stream",
};

/** How it came the last time, in words. */
export const transportWord = (transport: string | null) => transport && (transports[transport] ?? transport);

/** When it was here last and by which way. */
export function LastSeen({ at, transport }: { at: string | Date | null; transport: string | null }) {
  if (!at) return <span className="text-muted">never</span>;
  return (
    <>
      <When at={at} as="minute" />
      {transport && <span className="block text-sm text-muted">by {transportWord(transport)}</span>}
    </>
  );
}

/** `Relay 1.4.0`. */
export const appWord = (app: string, version: string) =>
  [app === "air" ? "AIR" : "Relay", version].filter(Boolean).join(" ");
