import { Writable } from "node:stream";
import { renderToPipeableStream } from "react-dom/server";
import {
  type EntryContext,
  type HandleErrorFunction,
  isRouteErrorResponse,
  type RouterContextProvider,
  ServerRouter,
} from "react-router";
import { brokenContext, requestContext } from "~/contexts";
import { ServedRequestId } from "~/ui/page/request-id";

const RENDER_LIMIT_MS = 5_000;
const COME_BACK_SECONDS = 300;

/** Waits for the whole page, so that a render that fails still gets its 500. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
  context: RouterContextProvider,
) {
  headers.set("Content-Type", "text/html; charset=utf-8");
  // What a middleware throws loses its headers on the way here.
  if (status === 503) headers.set("Retry-After", String(COME_BACK_SECONDS));
  if (request.method === "HEAD") return new Response(null, { status, headers });
  const { id, nonce } = context.get(requestContext);
  return new Promise<Response>((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(
      <ServedRequestId value={status === 500 ? id : null}>
        <ServerRouter context={routerContext} url={request.url} nonce={nonce} />
      </ServedRequestId>,
      {
        nonce,
        onAllReady() {
          clearTimeout(limit);
          pipe(gather((bytes) => resolve(new Response(bytes, { status, headers }))));
        },
        onShellError: reject,
        onError: reject,
      },
    );
    const limit = setTimeout(() => abort(), RENDER_LIMIT_MS);
  });
}

/** Takes in a page that is ready, and gives it away as one piece. */
function gather(give: (bytes: Uint8Array<ArrayBuffer>) => void) {
  const chunks: Buffer[] = [];
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
    final(done) {
      give(Buffer.concat(chunks));
      done();
    },
  });
}

/** A bug is logged under the id that the page shows. Answers that a route threw on purpose are not bugs. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  const known = context as RouterContextProvider;
  known.get(requestContext).log.error({ err: error }, "request failed");
  if (known.get(brokenContext) === null) known.set(brokenContext, error);
};
