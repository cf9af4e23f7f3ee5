import type { RouterContextProvider } from "react-router";
import { requestContext } from "~/contexts";

type Args = { request: Request; context: Readonly<RouterContextProvider> };

/**
 * A file that is made while it is sent, and no faster than it is taken in: a caller who leaves ends the making, and a fault
 * in the middle breaks the connection, since an answer that ends well is whole. HEAD makes nothing.
 */
export async function download(
  { request, context }: Args,
  { name, type }: { name: string; type: string },
  parts: AsyncGenerator<Uint8Array>,
) {
  const headers = {
    "Content-Type": type,
    "Content-Disposition": `attachment; filename="${name}"`,
    "Cache-Control": "no-store",
  };
  if (request.method === "HEAD") return new Response(null, { headers });
  // What goes wrong before the first byte still gets a proper answer.
  let next: Promise<IteratorResult<Uint8Array>> | undefined = Promise.resolve(await parts.next());
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await (next ?? parts.next());
          next = undefined;
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          context.get(requestContext).log.error({ err: error }, "a download broke off");
          controller.error(error);
        }
      },
      async cancel() {
        await parts.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers });
}
