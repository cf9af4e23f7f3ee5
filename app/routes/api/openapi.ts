import { documentBytes } from "~/contract/document/bytes.server";
import { readDocument } from "~/contract/system";
import { conditionsOf, unchanged } from "~/http/conditional";
import { resource, serve } from "~/http/resource.server";
import type { Route } from "./+types/openapi";

const document = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(readDocument, (_asked, { request }) => {
    const { bytes, etag } = documentBytes();
    const known = unchanged(conditionsOf(request.headers), etag);
    if (known !== null) return new Response(null, { status: 304, headers: { ETag: known } });
    return new Response(bytes, { headers: { ETag: etag, "Content-Type": "application/json" } });
  }),
);

export const loader = document;
export const action = document;
