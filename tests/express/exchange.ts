import { request } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { RunningServer } from "../setup/server";

export type Exchange = Awaited<ReturnType<typeof exchange>>;
type Asked = { method?: string; headers?: Record<string, string> };

/** One request on a connection of its own, as it goes over the wire: `fetch` unpacks, and adds headers. */
export function exchange(
  { origin }: Pick<RunningServer, "origin">,
  path: string,
  { method = "GET", headers = {} }: Asked = {},
) {
  return new Promise<{ status: number; lines: string[]; header: (name: string) => string; bytes: Buffer }>(
    (resolve, reject) => {
      const asked = request(`${origin}${path}`, { method, headers, agent: false }, async (answer) => {
        const chunks: Buffer[] = [];
        for await (const chunk of answer) chunks.push(chunk);
        const { rawHeaders, statusCode: status = 0 } = answer;
        const lines = rawHeaders.flatMap((name, at) =>
          at % 2 === 0 ? `${name}: ${rawHeaders[at + 1]}` : [],
        );
        const header = (name: string) => String(answer.headers[name.toLowerCase()] ?? "");
        resolve({ status, lines, header, bytes: Buffer.concat(chunks) });
      });
      asked.on("error", reject).end();
    },
  );
}

/** The id of the request that the answer was made for: it is repeated with a kept answer. */
export const madeFor = (answer: Exchange) => answer.header("X-Request-Id");

/** Everything that an answer says, but for the time and what a connection that ends says. */
export const linesOf = ({ lines }: Exchange) =>
  lines.filter((line) => !/^(?:date|connection|keep-alive|ratelimit[\w-]*):/i.test(line)).sort();

export function textOf({ bytes, header }: Exchange) {
  const encoding = header("Content-Encoding");
  if (encoding === "br") return brotliDecompressSync(bytes).toString();
  return (encoding === "gzip" ? gunzipSync(bytes) : bytes).toString();
}
