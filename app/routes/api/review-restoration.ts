import { restoreReview } from "~/contract/reviews";
import { resource, serve } from "~/http/resource.server";
import * as moderation from "~/models/review/moderation.server";
import type { Route } from "./+types/review-restoration";

const restoration = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(restoreReview, async ({ key, params }) => {
    const restored = await moderation.restoreReview({ id: params.reviewId }, { actor: key.id });
    return { json: { data: restored } };
  }),
);

export const loader = restoration;
export const action = restoration;
