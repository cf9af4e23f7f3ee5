import { documentBytes } from "~/contract/document/bytes.server";
import { readDocument } from "~/contract/system";
import { resource, serve } from "~/http/resource.server";
import type { Route } from "./+types/openapi";

const document = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(readDocument, (_asked, { request }) => {
    const { bytes, etag } = documentBytes();
    const headers = { ETag: etag, "Cache-Control": "no-cache" };
    if (request.headers.get("If-None-Match") === etag) return new Response(null, { status: 304, headers });
    return new Response(bytes, { headers: { ...headers, "Content-Type": "application/json" } });
  }),
);

export const loader = document;
export const action = document;
