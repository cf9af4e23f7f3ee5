import * as contract from "~/contract/reviews";
import { resource, serve } from "~/http/resource.server";
import { listReviews } from "~/models/review/moderation.server";
import type { Route } from "./+types/reviews";

const reviews = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.listReviews, async ({ query }) => {
    const { page, limit } = query;
    const { reviews, ...pagination } = await listReviews({
      page,
      limit,
      productId: query["filter[product]"],
      ratings: query["filter[rating]"],
      takenDown: query["filter[takenDown]"],
    });
    return { json: { data: reviews, pagination } };
  }),
);

export const loader = reviews;
export const action = reviews;
