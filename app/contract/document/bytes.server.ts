import { createHash } from "node:crypto";
import { site } from "~/http/site.server";
import { openApi } from "./document";

let prepared: { bytes: Uint8Array<ArrayBuffer>; etag: string } | undefined;

/** The document as it goes out, made at the first call. It changes with the program only. */
export function documentBytes() {
  if (!prepared) {
    const bytes = new TextEncoder().encode(JSON.stringify(openApi({ site })));
    prepared = { bytes, etag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"` };
  }
  return prepared;
}
