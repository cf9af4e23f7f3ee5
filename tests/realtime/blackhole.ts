import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A network between an app and the shop that can go dead: from `swallow` on nothing passes, and neither end is told. */
export async function network(origin: string) {
  const { hostname, port } = new URL(origin);
  const outside: Socket[] = [];
  let dead = false;
  let cutByServer: () => void;
  /** When the server itself ended a connection through here. */
  const serverHungUp = new Promise<void>((resolve) => {
    cutByServer = resolve;
  });
  const entrance = createServer((app) => {
    const shop = connect({ host: hostname, port: Number(port) });
    outside.push(app, shop);
    app.on("data", (bytes) => !dead && shop.write(bytes));
    shop.on("data", (bytes) => !dead && app.write(bytes));
    app.on("error", () => {});
    shop.on("error", () => {});
    shop.on("close", () => (dead ? cutByServer() : app.destroy()));
    app.on("close", () => !dead && shop.destroy());
  });
  entrance.listen(0, "127.0.0.1");
  await once(entrance, "listening");
  return {
    origin: `http://127.0.0.1:${(entrance.address() as AddressInfo).port}`,
    swallow: () => {
      dead = true;
    },
    serverHungUp,
    close: () => {
      for (const socket of outside) socket.destroy();
      entrance.close();
    },
  };
}
