import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { Failure } from "~/models/failure";

/**
 * Writes the body of a request to a new file, no faster than the disk takes it. Throws `Failure` too_large as soon as it is
 * larger than `limit`, without reading on, and invalid for what is empty or not UTF-8; nothing is left then.
 */
export async function keepText(request: Request, file: string, limit: number) {
  if ((request.headers.get("Content-Encoding") ?? "identity") !== "identity")
    throw new Failure("unsupported", "Send the body without Content-Encoding");
  const hash = createHash("sha256");
  let bytes = 0;
  async function* checked() {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    for await (const chunk of request.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > limit) throw tooLarge(limit);
      decode(decoder, chunk);
      hash.update(chunk);
      yield chunk;
    }
    decode(decoder);
    if (bytes === 0) throw new Failure("invalid", "The body is empty: send the file in it");
  }
  try {
    await pipeline(checked, createWriteStream(file, { flags: "wx", mode: 0o600 }));
    return { bytes, hash: hash.digest("base64url") };
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

function decode(decoder: TextDecoder, chunk?: Uint8Array) {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw new Failure("invalid", "The body is not valid UTF-8");
  }
}

function tooLarge(limit: number) {
  const headers = { Connection: "close" };
  return new Failure("too_large", `Send at most ${limit} bytes`, undefined, { headers });
}
