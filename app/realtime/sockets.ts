import type { Server as HttpServer } from "node:http";
import { Server } from "socket.io";
import { env } from "~/env.server";
import { securityHeaders } from "~/express/security-headers";
import { admit, type DeviceNamespace } from "./admission";
import { openAir } from "./air";
import type { AirNamespace } from "./air-protocol";
import { type Connection, cutOff, forgetRequests, PromptWebSocketServer, withoutRooms } from "./engine";
import { observe, watchRevocations } from "./presence";
import type { RelayNamespace } from "./protocol";
import { openRelay } from "./relay";

const MAX_MESSAGE_BYTES = 256_000;

/** Socket.IO on the same server as the pages. `close` ends every connection at once. */
export function attachSockets(server: HttpServer) {
  const io = new Server(server, {
    serveClient: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    connectTimeout: 8_000,
    pingInterval: 15_000,
    pingTimeout: 10_000,
    perMessageDeflate: false,
    wsEngine: PromptWebSocketServer,
    allowRequest: (request, decide) =>
      decide(null, isOwnOrigin(request.headers.origin, request.headers.host)),
  });
  io.engine.use(securityHeaders);
  forgetRequests(io);
  const [relay, air] = ["/relay", "/air"].map((name) => io.of(name));
  for (const namespace of [relay, air] as unknown as DeviceNamespace[]) {
    withoutRooms(namespace);
    namespace.use(admit);
    observe(namespace);
  }
  watchRevocations();
  openRelay(relay as RelayNamespace);
  openAir(air as AirNamespace);
  return { close: () => close(io) };
}

/** Apps send no Origin. A browser does, and may only come from our own pages. */
function isOwnOrigin(origin: string | undefined, host: string | undefined) {
  if (origin === undefined) return true;
  if (env.PUBLIC_URL) return origin === env.PUBLIC_URL;
  return URL.canParse(origin) && new URL(origin).host === host;
}

async function close(io: Server) {
  for (const connection of connections(io)) cutOff(connection);
  await io.close();
}

function connections({ engine }: Server) {
  return Object.values((engine as unknown as { clients: Record<string, Connection> }).clients);
}
