import { href, Link } from "react-router";
import { requestContext } from "~/contexts";
import { addressOf } from "~/http/address";
import { tagged } from "~/http/tags";
import { imageUrl } from "~/models/product/shape";
import { listNewest, takeStock } from "~/models/product/shelf.server";
import { tileOf } from "~/models/product/view";
import { listPraise } from "~/models/review/reading.server";
import { siteProfile } from "~/models/site/profile.server";
import { ButtonLink } from "~/ui/page/button-link";
import { EmptyState } from "~/ui/page/empty-state";
import { head } from "~/ui/page/head";
import { PageHeader } from "~/ui/page/page-header";
import { Section } from "~/ui/page/section";
import { CategoryLedger } from "~/ui/shop/category-ledger";
import { Praise } from "~/ui/shop/praise";
import { ProductTiles } from "~/ui/shop/product-tiles";
import type { Route } from "./+types/home";

const NEWEST = 6;

/** The owner's introduction, the newest work, all of it by kind, and what customers say. */
export async function loader(args: Route.LoaderArgs) {
  tagged(args, "products", "categories", "reviews", "profile");
  const [profile, stock, newest, praise] = await Promise.all([
    siteProfile(),
    takeStock(),
    listNewest(NEWEST),
    listPraise(3),
  ]);
  const { name, headline, lead } = profile;
  return {
    site: { name, origin: args.context.get(requestContext).origin },
    headline: headline || name,
    lead,
    stock,
    newest: newest.map(tileOf),
    praise,
  };
}

export function meta({ loaderData }: Route.MetaArgs) {
  if (!loaderData) return [];
  const { site, headline, lead } = loaderData;
  return head({ title: headline, site, path: href("/"), description: lead });
}

export default function Home({ loaderData }: Route.ComponentProps) {
  const { headline, lead, stock, newest, praise } = loaderData;
  const all = `See all ${stock.total} products`;
  return (
    <>
      <PageHeader size="front" title={headline} lead={lead} />
      {stock.total === 0 ? (
        <EmptyState title="The first product is in the works" help="What I publish will stand here." />
      ) : (
        <section aria-labelledby="newest" className="grid gap-6 pb-16 md:pb-26">
          <div className="flex flex-wrap items-baseline justify-between gap-x-6 border-b border-ink pb-3">
            <h2 id="newest" className="font-sans text-base font-medium tracking-normal">
              Newest work
            </h2>
            <Link to={href("/products")} className="text-[0.9375rem]">
              {all}
            </Link>
          </div>
          <ProductTiles
            tiles={newest}
            hrefFor={(slug) => href("/products/:slug", { slug })}
            srcFor={imageUrl}
            eager={2}
          />
        </section>
      )}
      {stock.categories.length > 0 && (
        <Section
          title="Everything, by kind"
          actions={
            <ButtonLink to={href("/products")} kind="main">
              {all}
            </ButtonLink>
          }
        >
          <CategoryLedger
            categories={stock.categories}
            hrefFor={(category) => addressOf(href("/products"), { category })}
          />
        </Section>
      )}
      {praise.length > 0 && <Praise reviews={praise} hrefFor={(slug) => href("/products/:slug", { slug })} />}
    </>
  );
}
