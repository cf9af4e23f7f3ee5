import * as contract from "~/contract/reviews";
import { resource, serve } from "~/http/resource.server";
import { getReview, takeDownReview } from "~/models/review/moderation.server";
import type { Route } from "./+types/review";

const review = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.readReview, async ({ params }) => ({ json: { data: await getReview(params.reviewId) } })),

  serve(contract.takeDownReview, async ({ key, params, version }) => {
    await takeDownReview({ id: params.reviewId, version }, { actor: key.id });
    return { json: { message: "Deleted" } };
  }),
);

export const loader = review;
export const action = review;
