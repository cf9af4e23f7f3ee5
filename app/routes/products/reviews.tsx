import { href } from "react-router";
import { requestContext } from "~/contexts";
import { addressOf } from "~/http/address";
import { orErrorPage } from "~/http/page";
import { readQuery } from "~/http/query";
import { tagged } from "~/http/tags";
import { PageQuery } from "~/models/paging";
import { getProductBySlug } from "~/models/product/catalogue.server";
import { ratingOut, reviewOut } from "~/models/product/shape";
import { listProductReviews } from "~/models/review/listing.server";
import { ProductReviewQuery } from "~/models/review/query";
import { siteProfile } from "~/models/site/profile.server";
import { Pagination } from "~/ui/list/pagination";
import { ButtonLink } from "~/ui/page/button-link";
import { EmptyState } from "~/ui/page/empty-state";
import { head } from "~/ui/page/head";
import { PageHeader } from "~/ui/page/page-header";
import { Rating } from "~/ui/shop/rating";
import { ReviewItem, ReviewList } from "~/ui/shop/review-item";
import type { Route } from "./+types/reviews";

/** All reviews of a product, a page at a time. */
export async function loader(args: Route.LoaderArgs) {
  tagged(args, "products", "reviews", "site");
  const { slug } = args.params;
  const product = await orErrorPage(getProductBySlug(slug, { drafts: false }));
  tagged(args, `product:${product.id}`);
  const { page, limit } = readQuery(args.url, PageQuery);
  const query = ProductReviewQuery.parse({ page: String(page), limit: String(limit) });
  const { rows, pagination } = await orErrorPage(
    listProductReviews(query, { productId: product.id, drafts: false }),
  );
  const { name } = await siteProfile();
  return {
    site: { name, origin: args.context.get(requestContext).origin },
    product: { slug, name: product.name, rating: ratingOut(product) },
    reviews: rows.map(reviewOut),
    page,
    pages: pagination.pages ?? 0,
    limit: limit === PageQuery.parse({}).limit ? undefined : limit,
  };
}

export function meta({ loaderData }: Route.MetaArgs) {
  if (!loaderData) return [];
  const { site, product, page, pages } = loaderData;
  return head({
    site,
    title: [`Reviews of ${product.name}`, page > 1 && `page ${page}`].filter(Boolean).join(", "),
    description: `What customers say of ${product.name}.`,
    path: hrefFor(loaderData, page),
    indexed: loaderData.reviews.length > 0 && loaderData.limit === undefined,
    previous: page > 1 && page <= pages ? hrefFor(loaderData, page - 1) : undefined,
    next: page < pages ? hrefFor(loaderData, page + 1) : undefined,
  });
}

export default function Reviews({ loaderData }: Route.ComponentProps) {
  const { product, reviews, page, pages } = loaderData;
  const { slug } = product;
  return (
    <div className="max-w-measure">
      <PageHeader
        back={{ to: href("/products/:slug", { slug }), label: product.name }}
        title={`Reviews of ${product.name}`}
        lead={<Rating {...product.rating} />}
        actions={<ButtonLink to={href("/products/:slug/review", { slug })}>Write a review</ButtonLink>}
      />
      {reviews.length > 0 ? (
        <>
          <h2 className="sr-only">Newest first</h2>
          <ReviewList>
            {reviews.map(({ id, ...review }) => (
              <ReviewItem key={id} {...review} />
            ))}
          </ReviewList>
        </>
      ) : (
        <EmptyState
          title={page > 1 ? `There is no page ${page}` : "Nobody has said anything yet"}
          links={page > 1 && <ButtonLink to={hrefFor(loaderData, 1)}>Go to the newest reviews</ButtonLink>}
        />
      )}
      <Pagination page={page} pages={pages} hrefFor={(number) => hrefFor(loaderData, number)} />
    </div>
  );
}

type Loaded = Route.ComponentProps["loaderData"];

function hrefFor({ product: { slug }, limit }: Loaded, page: number) {
  return addressOf(href("/products/:slug/reviews", { slug }), { page, limit });
}
