import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterAll } from "vitest";

const endings: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of endings) await end();
});

/** A line to the PostgreSQL of this test file that can be cut and mended. `url` leads through it. */
export async function databaseLine() {
  const url = new URL(process.env.DATABASE_URL ?? "");
  const far = { host: url.hostname, port: Number(url.port || 5_432) };
  const ends = new Set<Socket>();
  const join = (near: Socket) => {
    const line = connect(far);
    for (const end of [near, line]) keep(end);
    near.pipe(line);
    line.pipe(near);
    near.once("close", () => line.destroy());
    line.once("close", () => near.destroy());
  };
  const keep = (end: Socket) => {
    ends.add(end);
    end.on("error", () => undefined);
    end.once("close", () => ends.delete(end));
  };
  const listen = async (port: number) => {
    const server = createServer(join).listen(port, "127.0.0.1");
    await once(server, "listening");
    return server;
  };
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  url.host = `127.0.0.1:${port}`;
  const cut = () => {
    server.close();
    for (const end of ends) end.destroy();
  };
  endings.push(cut);
  return {
    url: url.href,
    /** The database is away: whoever is there is hung up on, and nobody else gets through. */
    cut,
    /** The way is free again; whoever calls gets through. */
    mend: async () => {
      server = await listen(port);
    },
  };
}
