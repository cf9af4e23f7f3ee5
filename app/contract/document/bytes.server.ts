import { tagOf } from "~/http/conditional";
import { site } from "~/http/site.server";
import { asyncApi } from "./async/document";
import { openApi } from "./document";

type Prepared = { bytes: Uint8Array<ArrayBuffer>; etag: string };

/** The documents as they go out, each made at the first call. They change with the program only. */
export const openApiBytes = prepare(() => openApi({ site }));
export const asyncApiBytes = prepare(() => asyncApi({ site }));

function prepare(make: () => object) {
  let prepared: Prepared | undefined;
  return () => {
    if (!prepared) {
      const text = JSON.stringify(make());
      prepared = { bytes: new TextEncoder().encode(text), etag: tagOf(text) };
    }
    return prepared;
  };
}
