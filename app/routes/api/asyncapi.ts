import { asyncApiBytes } from "~/contract/document/bytes.server";
import { readDeviceDocument } from "~/contract/system";
import { answerPrepared } from "~/http/prepared";
import { resource, serve } from "~/http/resource.server";
import type { Route } from "./+types/asyncapi";

const document = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(readDeviceDocument, (_asked, { request }) => answerPrepared(asyncApiBytes(), request)),
);

export const loader = document;
export const action = document;
