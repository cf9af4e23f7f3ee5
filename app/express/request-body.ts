import type { IncomingMessage } from "node:http";

const AHEAD_BYTES = 65_536;

/** The body as a web stream that reads no further than it is asked. Cancelling it stops reading; the connection stays for the answer. */
export function streamOf(request: IncomingMessage) {
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        request.on("data", (chunk: Buffer) => {
          controller.enqueue(chunk);
          if ((controller.desiredSize ?? 0) <= 0) request.pause();
        });
        request.once("end", () => controller.close());
        request.once("error", (error) => controller.error(error));
        request.pause();
      },
      pull() {
        request.resume();
      },
      cancel() {
        request.removeAllListeners("data");
        request.removeAllListeners("end");
        request.pause();
      },
    },
    { highWaterMark: AHEAD_BYTES, size: (chunk) => chunk.byteLength },
  );
}
