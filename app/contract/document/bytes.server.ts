import { tagOf } from "~/http/conditional";
import { site } from "~/http/site.server";
import { openApi } from "./document";

let prepared: { bytes: Uint8Array<ArrayBuffer>; etag: string } | undefined;

/** The document as it goes out, made at the first call. It changes with the program only. */
export function documentBytes() {
  if (!prepared) {
    const text = JSON.stringify(openApi({ site }));
    prepared = { bytes: new TextEncoder().encode(text), etag: tagOf(text) };
  }
  return prepared;
}
