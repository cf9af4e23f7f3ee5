import { href } from "react-router";
import { requestContext } from "~/contexts";
import { endpoint } from "~/http/endpoint";
import { tagged } from "~/http/tags";
import { listAddresses } from "~/models/product/shelf.server";
import type { Route } from "./+types/sitemap";

/** What one sitemap may hold. */
const MOST = 50_000;

const sitemap = endpoint<Route.LoaderArgs | Route.ActionArgs>({
  async GET(args) {
    tagged(args, "products");
    const origin = escaped(args.context.get(requestContext).origin);
    const pages = [href("/"), href("/products")].map((path) => `<url><loc>${origin}${path}</loc></url>`);
    const products = (await listAddresses(MOST - pages.length)).map(({ slug, updatedAt }) => {
      const path = href("/products/:slug", { slug });
      return `<url><loc>${origin}${path}</loc><lastmod>${updatedAt.toISOString()}</lastmod></url>`;
    });
    const body = [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
      ...pages,
      ...products,
      "</urlset>",
    ].join("\n");
    return new Response(body, { headers: { "Content-Type": "application/xml; charset=utf-8" } });
  },
});

/** The origin may be what a Host header says. */
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

export const loader = sitemap;
export const action = sitemap;
