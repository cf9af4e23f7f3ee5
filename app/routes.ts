import { index, layout, prefix, type RouteConfig, route } from "@react-router/dev/routes";

export default [
  layout("routes/layout.tsx", [
    index("routes/home.tsx"),
    ...prefix("products", [
      index("routes/products/index.tsx"),
      route(":slug", "routes/products/product.tsx"),
    ]),
    route("install", "routes/account/install.tsx"),
    route("join", "routes/account/join.tsx"),
    route("login", "routes/account/login.tsx"),
    route("logout", "routes/account/logout.tsx"),
    route("sign-in", "routes/account/sign-in.tsx"),
    ...prefix("account", [
      index("routes/account/index.tsx"),
      ...prefix("sessions", [
        index("routes/account/sessions.tsx"),
        route(":sessionId/ending", "routes/account/ending.tsx"),
      ]),
    ]),
    route("*", "routes/unknown.tsx"),
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
