import { hasScope } from "~/auth/guards.server";
import * as contract from "~/contract/reviews";
import { answerList } from "~/http/list.server";
import { resource, serve } from "~/http/resource.server";
import { tagged } from "~/http/tags";
import { reviewOut } from "~/models/product/shape";
import { listProductReviews } from "~/models/review/listing.server";
import type { Route } from "./+types/product-reviews";

const reviews = resource<Route.LoaderArgs | Route.ActionArgs>(
  serve(contract.listProductReviews, async ({ params: { productId }, query }, args) => {
    tagged(args, `product:${productId}`);
    const drafts = hasScope(args, "products:write");
    const { rows, ...part } = await listProductReviews(query, { productId, drafts });
    return answerList(args.url, query, { ...part, data: rows.map(reviewOut) });
  }),
);

export const loader = reviews;
export const action = reviews;
