import { openApiBytes } from "~/contract/document/bytes.server";
import { readDocument } from "~/contract/system";
import { answerPrepared } from "~/http/prepared";
import { resource, serve } from "~/http/resource.server";
import type { Route } from "./+types/openapi";

const document = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(readDocument, (_asked, { request }) => answerPrepared(openApiBytes(), request)),
);

export const loader = document;
export const action = document;
