import * as contract from "~/contract/me";
import { resource, serve } from "~/http/resource.server";
import { listRequests } from "~/models/api-key/request-log.server";
import type { Route } from "./+types/me-requests";

const requests = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.listMyRequests, async ({ key, query }) => {
    const { requests, ...pagination } = await listRequests(key.id, query);
    const data = requests.map(({ id, ...request }) => ({ requestId: id, ...request }));
    return { json: { data, pagination }, headers: { "Cache-Control": "no-store" } };
  }),
);

export const loader = requests;
export const action = requests;
