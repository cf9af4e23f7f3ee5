/** What is asked, and the least it should be of what a bare server answers, or in a second. Made anew unless it may be `kept`. */
export type Target = {
  name: string;
  path: string;
  mark?: number | string;
  kept?: boolean;
  request?: () => Sent;
};
export type Sent = { method: "POST"; headers: Record<string, string>; body: string };

/** Says that a kept answer will not do. */
export const anew = { "Cache-Control": "no-store" };

type Known = { slug: string; id: string; lastPart: string; newProduct: () => Sent };

export function targetsOf({ slug, id, lastPart, newProduct }: Known): Target[] {
  const filters = "filter[priceCents][gte]=1000&filter[currency]=USD&sort=-createdAt";
  return [
    { name: "cached public answer", path: "/api/products?limit=20", mark: 0.7, kept: true },
    { name: "cached public page", path: `/products/${slug}`, mark: 0.7, kept: true },
    { name: "GET /api/products", path: "/api/products?limit=20", mark: 0.022 },
    { name: "GET /api/products?category", path: "/api/products?limit=20&category=bench-3" },
    { name: "GET /api/products?filter", path: `/api/products?limit=20&${filters}`, mark: 0.011 },
    { name: "GET /api/products?include", path: "/api/products?limit=20&include=tiers,reviews", mark: 0.011 },
    { name: "GET /api/products?cursor, the last", path: lastPart, mark: 0.022 },
    { name: "GET /api/products?q", path: "/api/products?limit=20&q=product+42" },
    { name: "GET /api/products/:id", path: `/api/products/${id}`, mark: 0.033 },
    { name: "GET /api/system/middleware-state", path: "/api/system/middleware-state" },
    { name: "GET /api/products/:id, 404", path: "/api/products/none" },
    { name: "POST /api/products, durable", path: "/api/products", mark: "300/s", request: newProduct },
    { name: "page /products", path: "/products" },
    { name: "page /products/:slug", path: `/products/${slug}` },
  ];
}
