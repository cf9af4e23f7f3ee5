import { hasScope } from "~/auth/guards.server";
import { endpoint } from "~/http/endpoint";
import { idParam } from "~/http/params";
import { parseQuery } from "~/http/query";
import { tagged } from "~/http/tags";
import { PageQuery } from "~/models/paging";
import { reviewOut } from "~/models/product/shape";
import { listProductReviews } from "~/models/review/listing.server";
import type { Route } from "./+types/product-reviews";

const reviews = endpoint<Route.LoaderArgs | Route.ActionArgs>({
  async GET(args) {
    const productId = idParam(args.params.productId, "Product");
    tagged(args, `product:${productId}`);
    const { reviews, ...pagination } = await listProductReviews({
      ...parseQuery(args.url, PageQuery),
      productId,
      drafts: hasScope(args, "products:write"),
    });
    return Response.json({ data: reviews.map(reviewOut), pagination });
  },
});

export const loader = reviews;
export const action = reviews;
