import { index, layout, prefix, type RouteConfig, route } from "@react-router/dev/routes";

export default [
  layout("routes/layout.tsx", [
    index("routes/home.tsx"),
    ...prefix("products", [
      index("routes/products/index.tsx"),
      route(":slug", "routes/products/product.tsx"),
    ]),
    route("login", "routes/login.tsx"),
  ]),

  route("api", "routes/api/layout.ts", [
    route("products", "routes/api/products.ts"),
    route("products/:productId", "routes/api/product.ts"),
    route("products/:productId/reviews", "routes/api/product-reviews.ts"),
    route("*", "routes/api/unknown.ts"),
  ]),
  // Not below the layout: its callers hold the cron secret, not a key.
  route("api/cron/cleanup", "routes/api/cron/cleanup.ts"),
] satisfies RouteConfig;
