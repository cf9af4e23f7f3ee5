import type { RouterContextProvider } from "react-router";
import { requestContext } from "~/contexts";

type Args = { request: Request; context: Readonly<RouterContextProvider> };
/** One server-sent event; null is a comment that keeps the connection open. */
export type ServerSent = { event: string; id?: string; data: unknown } | null;

const RETRY_MS = 3_000;

/** An answer of server-sent events (WHATWG HTML, 9.2), made no faster than they are taken in. HEAD makes nothing. */
export function eventStream({ request, context }: Args, events: AsyncGenerator<ServerSent>) {
  // Proxies must pass each event on at once.
  const headers = {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
  };
  if (request.method === "HEAD") return new Response(null, { headers });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\n\n`)),
      async pull(controller) {
        try {
          const { done, value } = await events.next();
          if (done) controller.close();
          else controller.enqueue(encoder.encode(frame(value)));
        } catch (error) {
          context.get(requestContext).log.error({ err: error }, "a stream of events broke off");
          controller.error(error);
        }
      },
      async cancel() {
        await events.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
  return new Response(body, { headers });
}

function frame(sent: ServerSent) {
  if (sent === null) return ":\n\n";
  const id = sent.id === undefined ? "" : `id: ${sent.id}\n`;
  return `${id}event: ${sent.event}\ndata: ${JSON.stringify(sent.data)}\n\n`;
}
