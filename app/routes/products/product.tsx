import { data, href, Link } from "react-router";
import { isEditor } from "~/auth/guards.server";
import { requestContext, userContext } from "~/contexts";
import { addressOf } from "~/http/address";
import { orErrorPage } from "~/http/page";
import { tagged } from "~/http/tags";
import { getProductBySlug, listRelated } from "~/models/product/catalogue.server";
import { linkedData } from "~/models/product/linked-data";
import { imageUrl } from "~/models/product/shape";
import { detailOf, tileOf } from "~/models/product/view";
import { findOwnReview } from "~/models/review/reading.server";
import { siteProfile } from "~/models/site/profile.server";
import { Spec } from "~/ui/list/spec";
import { ButtonLink } from "~/ui/page/button-link";
import { head } from "~/ui/page/head";
import { Notice } from "~/ui/page/notice";
import { Prose } from "~/ui/page/prose";
import { Section } from "~/ui/page/section";
import { When } from "~/ui/page/when";
import { ProductPictures } from "~/ui/shop/product-pictures";
import { ProductTiles } from "~/ui/shop/product-tiles";
import { Rating } from "~/ui/shop/rating";
import { ReviewsSection } from "~/ui/shop/reviews-section";
import { TierList } from "~/ui/shop/tier-list";
import type { Route } from "./+types/product";

/** A product on the shelf; owner and editors see drafts too, out of every index. */
export async function loader(args: Route.LoaderArgs) {
  tagged(args, "products", "categories", "reviews", "site");
  const user = args.context.get(userContext);
  const found = await orErrorPage(getProductBySlug(args.params.slug, { drafts: isEditor(user) }));
  tagged(args, `product:${found.id}`);
  const [related, own, { name }] = await Promise.all([
    listRelated(found),
    user && findOwnReview({ productId: found.id, authorId: user.id }),
    siteProfile(),
  ]);
  const { origin } = args.context.get(requestContext);
  const product = detailOf(found);
  const page = {
    site: { name, origin },
    product,
    // Made here: in the browser it would bring zod along.
    linkedData: product.published ? linkedData(product, origin) : undefined,
    related: related.map(tileOf),
    reviewing: isEditor(user) ? null : own ? "Edit your review" : "Write a review",
    editor: isEditor(user),
  };
  return data(page, found.published ? undefined : { headers: { "X-Robots-Tag": "noindex" } });
}

export function headers({ loaderHeaders }: Route.HeadersArgs) {
  return loaderHeaders;
}

export function meta({ loaderData }: Route.MetaArgs) {
  if (!loaderData) return [];
  const { site, product } = loaderData;
  const [first] = product.pictures;
  return head({
    site,
    title: product.name,
    description: product.summary || `${product.name} by ${site.name}`,
    path: href("/products/:slug", { slug: product.slug }),
    picture: first && imageUrl(first.file, first.widths.at(-1) ?? first.width),
    indexed: product.published,
    linkedData: loaderData.linkedData,
  });
}

export default function Product({ loaderData }: Route.ComponentProps) {
  const { product, related, reviewing, editor } = loaderData;
  const { slug, category } = product;
  return (
    <>
      {!product.published && (
        <div className="pt-6">
          <Notice>Draft: only the people who run the shop see this page.</Notice>
        </div>
      )}
      <article>
        <div className="grid gap-x-10 gap-y-6 py-6 md:grid-cols-12 md:py-16">
          <div className="grid content-start gap-4 md:order-2 md:col-span-5 md:gap-6">
            <Introduction {...product} editor={editor} />
            <TierList
              tiers={product.tiers}
              currency={product.currency}
              askHref={href("/products/:slug/question", { slug })}
            />
            <Facts {...product} followed={href("/products/:slug/following", { slug })} />
          </div>
          <div className="min-w-0 md:col-span-7">
            <ProductPictures {...product} category={category.slug} srcFor={imageUrl} />
          </div>
        </div>
        {product.description && (
          <Section title={`About ${product.name}`}>
            <Prose text={product.description} />
          </Section>
        )}
        <ReviewsSection
          rating={product.rating}
          reviews={product.reviews}
          restHref={href("/products/:slug/reviews", { slug })}
          form={reviewing ? { label: reviewing, href: href("/products/:slug/review", { slug }) } : null}
        />
      </article>
      {related.length > 0 && <Related category={category} tiles={related} />}
    </>
  );
}

type Shown = Route.ComponentProps["loaderData"]["product"];

function Introduction({ slug, name, summary, category, rating, editor }: Shown & { editor: boolean }) {
  return (
    <header className="grid gap-2 md:gap-3">
      <p className="flex justify-between gap-4 text-sm text-muted">
        <Link to={addressOf(href("/products"), { category: category.slug })}>{category.name}</Link>
        {editor && <Link to={href("/admin/products/:slug/edit", { slug })}>Edit</Link>}
      </p>
      <h1 className="md:text-[2.5rem]">{name}</h1>
      {summary && <p className="text-muted">{summary}</p>}
      {rating.count > 0 && (
        <a href="#reviews" className="justify-self-start no-underline hover:underline">
          <Rating {...rating} />
        </a>
      )}
    </header>
  );
}

function Facts({ release, releasedAt, runsOn, published, followed }: Shown & { followed: string }) {
  return (
    <div className="grid gap-2">
      <Spec
        items={[
          { term: "Version", value: release, mono: true },
          { term: "Released", value: releasedAt && <When at={releasedAt} /> },
          { term: "Runs on", value: runsOn },
        ]}
      />
      {published && (
        <Link to={followed} rel="nofollow" className="flex min-h-11 items-center justify-self-start">
          Hear of new versions
        </Link>
      )}
    </div>
  );
}

type RelatedProps = { category: Shown["category"]; tiles: Route.ComponentProps["loaderData"]["related"] };

function Related({ category, tiles }: RelatedProps) {
  return (
    <section aria-labelledby="related" className="grid gap-6 border-t border-line py-10 md:gap-10">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <h2 id="related">More in {category.name}</h2>
        <ButtonLink kind="quiet" to={addressOf(href("/products"), { category: category.slug })}>
          See all
        </ButtonLink>
      </div>
      <ProductTiles
        heading="h3"
        tiles={tiles}
        hrefFor={(slug) => href("/products/:slug", { slug })}
        srcFor={imageUrl}
      />
    </section>
  );
}
