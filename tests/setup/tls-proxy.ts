import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";

const endings: (() => void)[] = [];
afterAll(() => {
  for (const end of endings) end();
});

/** A proxy with https in front of a shop, as the README describes one, with a certificate that it signed itself. Answers its origin. */
export async function startTlsProxy(origin: string) {
  const shop = new URL(origin);
  const proxy = https.createServer(selfSigned(), ({ url, method, headers, socket }, response) => {
    const forwarded = {
      ...headers,
      "x-forwarded-for": socket.remoteAddress ?? "",
      "x-forwarded-proto": "https",
    };
    const asked = http.request({
      host: shop.hostname,
      port: shop.port,
      path: url,
      method,
      headers: forwarded,
    });
    asked.on("response", (answer) => {
      // How the connection goes on is between each two: whoever speaks HTTP/1.0, as lynx does, waits for its end.
      const {
        connection: _own,
        "keep-alive": _alive,
        "transfer-encoding": _coding,
        ...passed
      } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, passed);
      answer.pipe(response);
    });
    asked.on("error", () => response.destroy());
    socket.on("error", () => asked.destroy());
    response.req.pipe(asked);
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  endings.push(() => {
    proxy.close();
    proxy.closeAllConnections();
  });
  return `https://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

function selfSigned() {
  const folder = mkdtempSync(path.join(tmpdir(), "atelier-tls-"));
  const [key, cert] = [path.join(folder, "key"), path.join(folder, "cert")];
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"];
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  execFileSync("openssl", ["req", "-x509", ...kind, ...subject, "-keyout", key, "-out", cert], {
    stdio: "ignore",
  });
  const made = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true });
  return made;
}
