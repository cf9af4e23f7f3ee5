import { href, Link } from "react-router";
import { requireEditor } from "~/auth/guards.server";
import { readQuery } from "~/http/query";
import { titled } from "~/http/title";
import { listStock, StockQuery } from "~/models/product/stock.server";
import { Chips } from "~/ui/list/chips";
import { Pagination } from "~/ui/list/pagination";
import { StateDot } from "~/ui/list/state-dot";
import { Cell, Row, RowHead, Table } from "~/ui/list/table";
import { Toolbar, ToolbarSelect } from "~/ui/list/toolbar";
import { ButtonLink } from "~/ui/page/button-link";
import { EmptyState } from "~/ui/page/empty-state";
import { PageHeader } from "~/ui/page/page-header";
import { When } from "~/ui/page/when";
import { priceText } from "~/ui/shop/price";
import type { Route } from "./+types/index";

export async function loader(args: Route.LoaderArgs) {
  requireEditor(args);
  const query = readQuery(args.url, StockQuery);
  return { query, stock: await listStock(query) };
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Products", matches);

const states = [
  { value: "", label: "All states" },
  { value: "published", label: "Published" },
  { value: "draft", label: "Drafts" },
];

export default function Products({ loaderData: { query, stock } }: Route.ComponentProps) {
  return (
    <>
      <PageHeader
        title="Products"
        actions={
          <>
            <ButtonLink to={href("/admin/products/import")}>Import</ButtonLink>
            <ButtonLink kind="main" to={href("/admin/products/new")}>
              New product
            </ButtonLink>
          </>
        }
      />
      <div className="grid gap-4">
        <Toolbar search={{ value: query.q ?? "", placeholder: "Search names and summaries" }}>
          <ToolbarSelect name="state" label="State" value={query.state ?? ""} options={states} />
        </Toolbar>
        <Chips summary={countOf(stock.total)} filters={filtersOf(query)} clear={href("/admin/products")} />
      </div>
      <div className="pt-6">
        {stock.products.length === 0 ? <Nothing filtered={Boolean(query.q || query.state)} /> : null}
        {stock.products.length > 0 && <Stock products={stock.products} />}
      </div>
      <Pagination
        page={stock.page}
        pages={stock.pages}
        hrefFor={(page) => listOf({ ...query, page: String(page) })}
      />
    </>
  );
}

type Products = Route.ComponentProps["loaderData"]["stock"]["products"];

function Stock({ products }: { products: Products }) {
  const price = { label: "Price", numeric: true } as const;
  const changed = { label: "Changed", numeric: true } as const;
  return (
    <Table label="Products" columns={["Name", "State", price, changed]}>
      {products.map(({ id, slug, name, published, sample, priceCents, currency, updatedAt }) => (
        <Row key={id}>
          <RowHead>
            <Link to={href("/admin/products/:slug/edit", { slug })}>{name}</Link>
            {sample && <span className="text-sm font-normal text-muted"> sample</span>}
          </RowHead>
          <Cell>
            <StateDot state={published ? "good" : "off"}>{published ? "Published" : "Draft"}</StateDot>
          </Cell>
          <Cell numeric>{priceText({ priceCents, currency })}</Cell>
          <Cell numeric label="changed">
            <When at={updatedAt} />
          </Cell>
        </Row>
      ))}
    </Table>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState
        title="Nothing fits"
        help="No product has these words in its name or summary. Try fewer of them, or another state."
        links={<ButtonLink to={href("/admin/products")}>Show all products</ButtonLink>}
      />
    );
  }
  return (
    <EmptyState
      title="The shelf is empty"
      help="Write your first product, or bring a whole catalogue along as a CSV file."
      links={<ButtonLink to={href("/admin/products/new")}>New product</ButtonLink>}
    />
  );
}

const countOf = (total: number) => (total === 1 ? "1 product" : `${total} products`);

function filtersOf({ q, state }: { q?: string; state?: string }) {
  return [
    ...(q ? [{ label: `“${q}”`, without: listOf({ state }) }] : []),
    ...(state ? [{ label: state === "draft" ? "Drafts" : "Published", without: listOf({ q }) }] : []),
  ];
}

function listOf({ q, state, page }: { q?: string; state?: string; page?: string }) {
  const known = Object.entries({ q, state, page }).filter((entry): entry is [string, string] => !!entry[1]);
  const search = new URLSearchParams(known).toString();
  return search ? `${href("/admin/products")}?${search}` : href("/admin/products");
}
