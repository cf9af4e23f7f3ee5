import type { ClientRequest, ServerResponse } from "node:http";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { tagOf } from "~/http/conditional";
import { brotli } from "../packing";
import type { Encoding } from "./encoding";

/** Names and values in turn, as they leave. */
type Lines = readonly string[];
/** `own` is what this form alone says; `lines` is all of them. */
type Form = { own: Lines; lines: Lines; body: Buffer };

/** An answer as it goes out again: its lines but the `Date`, its bytes, and a strong tag for each form of them. */
export type KeptAnswer = {
  tags: ReadonlySet<string>;
  bytes: number;
  etag: string;
  /** What stands in every form, and in a 304. */
  common: Lines;
  form: (encoding: Encoding) => Form;
};

/** Said anew each time, of one form alone, or of one caller. */
const NOT_KEPT =
  /^(?:date|connection|keep-alive|transfer-encoding|content-(?:type|length|encoding)|etag|ratelimit(?:-policy)?)$/i;
const LEAST_PACKED = 1_024;
const LINES_BYTES = 2_048;
const packs = {
  br: { suffix: "-br", pack: (bytes: Buffer) => apart(brotliCompressSync(bytes, brotli)) },
  gzip: { suffix: "-gz", pack: (bytes: Buffer) => apart(gzipSync(bytes)) },
  identity: { suffix: "", pack: (bytes: Buffer) => bytes },
};

type Given = { text: string; tags: ReadonlySet<string>; packed: boolean };

/** What `response` is about to say, with `text` as its body. `packed`: those who take it packed get it packed. */
export function keptAnswer(response: ServerResponse, { text, tags, packed }: Given): KeptAnswer {
  const plain = apart(Buffer.from(text));
  const etag = String(response.getHeader("ETag") ?? tagOf(text));
  const isPacked = packed && plain.length >= LEAST_PACKED;
  const common = linesOf(response);
  const type = ["Content-Type", String(response.getHeader("Content-Type"))];
  const forms = new Map<Encoding, Form>();

  function make(encoding: Encoding): Form {
    const { suffix, pack } = packs[encoding];
    const body = pack(plain);
    const own = [...type, "ETag", etag.replace(/"$/, `${suffix}"`), "Content-Length", String(body.length)];
    if (encoding !== "identity") own.push("Content-Encoding", encoding);
    return { own, lines: [...common, ...own], body };
  }
  function form(asked: Encoding) {
    const encoding = isPacked ? asked : "identity";
    const made = forms.get(encoding) ?? make(encoding);
    forms.set(encoding, made);
    return made;
  }
  // Both packed forms together are smaller than the plain one.
  return { tags, etag, common, form, bytes: (isPacked ? 2 : 1) * plain.length + LINES_BYTES };
}

function linesOf(response: ServerResponse) {
  // Every outgoing message has it; the types know it of requests alone.
  const { getRawHeaderNames } = response as ServerResponse & Pick<ClientRequest, "getRawHeaderNames">;
  const names = getRawHeaderNames.call(response).filter((name) => !NOT_KEPT.test(name));
  return names.flatMap((name) => [response.getHeader(name)].flat().flatMap((value) => [name, String(value)]));
}

/** In memory of its own: a part of a shared piece would keep all of that piece. */
function apart(bytes: Buffer) {
  const own = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(own);
  return own;
}
