import { href } from "react-router";
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
import { FrontHeader } from "~/ui/page/front-header";
import { head } from "~/ui/page/head";
import { Section } from "~/ui/page/section";
import { CategoryLedger } from "~/ui/shop/category-ledger";
import { FeaturedProduct } from "~/ui/shop/featured-product";
import { Praise } from "~/ui/shop/praise";
import { ProductTiles, TilePicture } from "~/ui/shop/product-tiles";
import type { Route } from "./+types/home";

/** One before all others, and two rows of three. */
const NEWEST = 7;

/** The owner's introduction, the newest work, all of it by kind, and what customers say. */
export async function loader(args: Route.LoaderArgs) {
  tagged(args, "products", "categories", "reviews", "site");
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
  if (stock.total === 0) {
    return (
      <>
        <FrontHeader title={headline} lead={lead} />
        <EmptyState title="The first product is in the works" help="What I publish will stand here." />
      </>
    );
  }
  return (
    <>
      <FrontHeader title={headline} lead={lead} />
      <Newest tiles={newest} />
      <Section
        title="Everything, by kind"
        actions={
          <ButtonLink to={href("/products")} kind="main">
            See all {stock.total} products
          </ButtonLink>
        }
      >
        <CategoryLedger
          categories={stock.categories}
          hrefFor={(category) => addressOf(href("/products"), { category })}
        />
      </Section>
      {praise.length > 0 && <Praise reviews={praise} hrefFor={productHref} />}
    </>
  );
}

function Newest({ tiles: [first, ...others] }: { tiles: Route.ComponentProps["loaderData"]["newest"] }) {
  if (!first) return null;
  return (
    <section aria-labelledby="newest" className="grid gap-10 pb-16 md:gap-16">
      <h2 id="newest" className="sr-only">
        Newest work
      </h2>
      <FeaturedProduct
        {...first}
        to={productHref(first.slug)}
        label="Newest work"
        category={first.category.name}
        picture={<TilePicture tile={first} srcFor={imageUrl} sizes="(min-width: 48rem) 740px, 100vw" eager />}
      />
      {others.length > 0 && (
        <ProductTiles heading="h3" tiles={others} hrefFor={productHref} srcFor={imageUrl} />
      )}
    </section>
  );
}

const productHref = (slug: string) => href("/products/:slug", { slug });
