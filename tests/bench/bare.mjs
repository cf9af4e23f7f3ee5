// The yardstick: a process that answers one recorded answer, same header lines and bytes, and does nothing else.
// node bare.mjs http|router ANSWER.json
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequestListener } from "./router-listener.mjs";

const [kind, file] = process.argv.slice(2);
const { status, headers, body } = JSON.parse(readFileSync(file, "utf8"));
const bytes = Buffer.from(body, "base64");

const listener =
  kind === "router"
    ? createRequestListener(() => new Response(bytes, { status, headers }))
    : (_request, response) => response.writeHead(status, headers).end(bytes);

const server = createServer(listener).listen(0, "127.0.0.1", () => console.log(server.address().port));
