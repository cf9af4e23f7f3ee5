import * as contract from "~/contract/imports";
import { resource, serve } from "~/http/resource.server";
import { getImport, withdrawImport } from "~/models/import/queue.server";
import type { Route } from "./+types/import";

const messages = { cancelled: "Cancelled", removed: "Deleted" };

const one = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.readImport, async ({ params }) => ({ json: { data: await getImport(params.importId) } })),

  serve(contract.withdrawImport, async ({ key, params }) => {
    const outcome = await withdrawImport(params.importId, { actor: key.id });
    return { json: { message: messages[outcome] } };
  }),
);

export const loader = one;
export const action = one;
