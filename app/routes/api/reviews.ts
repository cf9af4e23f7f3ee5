import * as contract from "~/contract/reviews";
import { answerList } from "~/http/list.server";
import { resource, serve } from "~/http/resource.server";
import { listReviews } from "~/models/review/moderation.server";
import type { Route } from "./+types/reviews";

const reviews = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.listReviews, async ({ query }, { url }) => {
    const { rows, ...part } = await listReviews(query);
    return answerList(url, query, { ...part, data: rows });
  }),
);

export const loader = reviews;
export const action = reviews;
