import { href, useNavigation } from "react-router";
import { requestContext } from "~/contexts";
import { addressOf } from "~/http/address";
import { readQuery } from "~/http/query";
import { tagged } from "~/http/tags";
import { browse, type FilterName } from "~/models/product/browsing.server";
import { ShopQuery } from "~/models/product/query";
import { imageUrl } from "~/models/product/shape";
import { tileOf } from "~/models/product/view";
import { siteProfile } from "~/models/site/profile.server";
import { Chips } from "~/ui/list/chips";
import { Pagination } from "~/ui/list/pagination";
import { Toolbar, ToolbarSelect } from "~/ui/list/toolbar";
import { ToolbarAmount } from "~/ui/list/toolbar-amount";
import { ButtonLink } from "~/ui/page/button-link";
import { EmptyState } from "~/ui/page/empty-state";
import { head } from "~/ui/page/head";
import { PageHeader } from "~/ui/page/page-header";
import { ProductTiles } from "~/ui/shop/product-tiles";
import type { Route } from "./+types/index";

/** What is for sale, narrowed by the address. What an address asks for and does not fit is not asked for. */
export async function loader(args: Route.LoaderArgs) {
  tagged(args, "products", "categories", "reviews", "site");
  const { found, ...browsed } = await browse(readQuery(args.url, ShopQuery));
  const { name } = await siteProfile();
  return {
    site: { name, origin: args.context.get(requestContext).origin },
    ...browsed,
    found: { ...found, products: found.products.map(tileOf) },
  };
}

type Loaded = Route.ComponentProps["loaderData"];

/** Kinds and their pages belong into an index; searches and price ranges are endless. */
export function meta({ loaderData }: Route.MetaArgs) {
  if (!loaderData) return [];
  const { site, query, found, on } = loaderData;
  const { page, category } = query;
  const kind = categoryName(loaderData);
  return head({
    site,
    title: [kind ?? "Products", page > 1 && `page ${page}`].filter(Boolean).join(", "),
    description: kind
      ? `${kind}: ${amountOf(found.total)} by ${site.name}.`
      : `All ${amountOf(found.total)} by ${site.name}.`,
    path: addressOf(href("/products"), { category, page }),
    indexed: found.products.length > 0 && !query.sort && on.every((name) => name === "category"),
    previous: page > 1 && page <= found.pages ? hrefFor(loaderData, { page: page - 1 }) : undefined,
    next: page < found.pages ? hrefFor(loaderData, { page: page + 1 }) : undefined,
  });
}

const orders = (search?: string) => [
  { value: "newest", label: search ? "Best match first" : "Newest first" },
  { value: "price-low", label: "Lowest price" },
  { value: "price-high", label: "Highest price" },
  { value: "name", label: "By name" },
];

export default function Products({ loaderData }: Route.ComponentProps) {
  const { stock, query, found } = loaderData;
  const busy = useNavigation().location?.pathname === href("/products");
  const kinds = stock.categories.map(({ slug, name, count }) => ({
    value: slug,
    label: `${name} (${count})`,
  }));
  return (
    <>
      <PageHeader title={categoryName(loaderData) ?? "Products"} />
      <div className="grid gap-4 pb-6 md:pb-10">
        <Toolbar
          action={href("/products")}
          search={{ value: query.q ?? "", placeholder: `Search ${amountOf(stock.total)}` }}
        >
          <ToolbarSelect
            name="category"
            label="Category"
            value={query.category ?? ""}
            options={[{ value: "", label: "All categories" }, ...kinds]}
          />
          <ToolbarSelect name="sort" label="Order" value={query.sort ?? "newest"} options={orders(query.q)} />
          <ToolbarAmount name="min" label="From" currency={stock.currency} value={query.min ?? ""} />
          <ToolbarAmount name="max" label="To" currency={stock.currency} value={query.max ?? ""} />
        </Toolbar>
        <Chips summary={summaryOf(loaderData)} filters={filtersOf(loaderData)} clear={href("/products")} />
      </div>
      <div aria-busy={busy || undefined} className="transition-opacity aria-busy:opacity-50">
        {found.products.length > 0 ? (
          <ProductTiles
            tiles={found.products}
            hrefFor={(slug) => href("/products/:slug", { slug })}
            srcFor={imageUrl}
            eager={3}
          />
        ) : (
          <Nothing {...loaderData} />
        )}
        {found.products.length > 0 && (
          <Pagination
            page={query.page}
            pages={found.pages}
            hrefFor={(page) => hrefFor(loaderData, { page })}
          />
        )}
      </div>
    </>
  );
}

/** Says what to take off, and what that would show. */
function Nothing(loaded: Loaded) {
  const { query, stock, found, ways } = loaded;
  if (found.total > 0) {
    return (
      <EmptyState
        title={`There is no page ${query.page}`}
        help={`What you look for fills ${found.pages === 1 ? "one page" : `${found.pages} pages`}.`}
        links={<ButtonLink to={hrefFor(loaded, { page: found.pages })}>Go to the last page</ButtonLink>}
      />
    );
  }
  if (stock.total === 0) {
    return (
      <EmptyState
        title="Nothing is published yet"
        help="Come back soon: the first product is in the works."
      />
    );
  }
  return (
    <EmptyState
      title="Nothing fits all of this"
      help={
        ways.length > 0
          ? "Take one filter off:"
          : "Taking one filter off is not enough. Start again from the whole list."
      }
      links={
        <>
          {ways.map(({ name, count }) => (
            <ButtonLink key={name} to={hrefFor(loaded, { [name]: undefined })}>
              Without {labelOf(loaded, name)}: {count}
            </ButtonLink>
          ))}
          <ButtonLink kind={ways.length > 0 ? "quiet" : "plain"} to={href("/products")}>
            Show all {stock.total}
          </ButtonLink>
        </>
      }
    />
  );
}

function filtersOf(loaded: Loaded) {
  return loaded.on.map((name) => ({
    label: labelOf(loaded, name),
    without: hrefFor(loaded, { [name]: undefined }),
  }));
}

function labelOf(loaded: Loaded, name: FilterName) {
  const { query, stock } = loaded;
  const price = (amount = "") => `${amount} ${stock.currency}`;
  if (name === "q") return `“${query.q}”`;
  if (name === "category") return categoryName(loaded) ?? "";
  return name === "min" ? `From ${price(query.min)}` : `Up to ${price(query.max)}`;
}

function categoryName({ query, stock }: Loaded) {
  return stock.categories.find(({ slug }) => slug === query.category)?.name;
}

function summaryOf({ found, stock }: Loaded) {
  return found.total === stock.total ? amountOf(stock.total) : `${found.total} of ${stock.total}`;
}

const amountOf = (count: number) => `${count} ${count === 1 ? "product" : "products"}`;

/** This list with other parameters; a filter that changes starts again at the first page. */
function hrefFor({ query: { page: _page, ...query } }: Loaded, changed: Partial<ShopQuery>) {
  return addressOf(href("/products"), { ...query, ...changed });
}
