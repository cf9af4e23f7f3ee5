import { index, layout, prefix, type RouteConfig, route } from "@react-router/dev/routes";

export default [
  layout("routes/layout.tsx", [
    index("routes/home.tsx"),
    ...prefix("products", [
      index("routes/products/index.tsx"),
      route(":slug", "routes/products/product.tsx"),
      route(":slug/question", "routes/products/question.tsx"),
      route(":slug/review", "routes/products/review.tsx"),
      route(":slug/reviews", "routes/products/reviews.tsx"),
      route(":slug/reviews/:reviewId/withdrawal", "routes/products/withdrawal.tsx"),
    ]),
    route("install", "routes/account/install.tsx"),
    route("join", "routes/account/join.tsx"),
    route("login", "routes/account/login.tsx"),
    route("logout", "routes/account/logout.tsx"),
    route("sign-in", "routes/account/sign-in.tsx"),
    ...prefix("account", [
      index("routes/account/index.tsx"),
      route("password", "routes/account/password.tsx"),
      ...prefix("sessions", [
        index("routes/account/sessions.tsx"),
        route(":sessionId/ending", "routes/account/ending.tsx"),
      ]),
      ...prefix("notifications", [
        index("routes/account/notifications.tsx"),
        route(":notificationId/dismissal", "routes/account/dismissal.tsx"),
      ]),
      ...prefix("devices", [
        index("routes/account/devices.tsx"),
        route(":deviceId/revocation", "routes/account/device-revocation.tsx"),
      ]),
    ]),
    route("admin", "routes/admin/layout.tsx", [
      index("routes/admin/index.ts"),
      ...prefix("products", [
        index("routes/admin/products/index.tsx"),
        route("new", "routes/admin/products/new.tsx"),
        ...prefix("import", [
          index("routes/admin/import/index.tsx"),
          route(":word", "routes/admin/import/file.tsx"),
        ]),
        ...prefix(":slug", [
          route("edit", "routes/admin/products/edit.tsx"),
          route("publication", "routes/admin/products/publication.tsx"),
          route("unpublication", "routes/admin/products/unpublication.tsx"),
          route("archival", "routes/admin/products/archival.tsx"),
          ...prefix("images", [
            index("routes/admin/images/index.tsx"),
            route(":imageId/description", "routes/admin/images/description.tsx"),
            route(":imageId/position", "routes/admin/images/position.tsx"),
            route(":imageId/removal", "routes/admin/images/removal.tsx"),
            route(":imageId/restoration", "routes/admin/images/restoration.tsx"),
          ]),
        ]),
      ]),
      ...prefix("categories", [
        index("routes/admin/categories/index.tsx"),
        route(":categoryId/removal", "routes/admin/categories/removal.tsx"),
      ]),
      ...prefix("trash", [
        index("routes/admin/trash/index.tsx"),
        route(":productId/restoration", "routes/admin/trash/restoration.tsx"),
      ]),
      ...prefix("keys", [
        index("routes/admin/keys/index.tsx"),
        route(":keyId", "routes/admin/keys/key.tsx"),
        route(":keyId/rotation", "routes/admin/keys/rotation.tsx"),
        route(":keyId/revocation", "routes/admin/keys/revocation.tsx"),
      ]),
      ...prefix("webhooks", [
        index("routes/admin/webhooks/index.tsx"),
        route("new", "routes/admin/webhooks/new.tsx"),
        route("bench", "routes/admin/webhooks/bench.tsx"),
        ...prefix("sources", [
          index("routes/admin/webhooks/sources/index.tsx"),
          route(":sourceId", "routes/admin/webhooks/sources/source.tsx"),
          route(":sourceId/removal", "routes/admin/webhooks/sources/removal.tsx"),
        ]),
        ...prefix(":endpointId", [
          index("routes/admin/webhooks/endpoint.tsx"),
          route("edit", "routes/admin/webhooks/edit.tsx"),
          route("test", "routes/admin/webhooks/test.tsx"),
          route("replay", "routes/admin/webhooks/replay.tsx"),
          route("rotation", "routes/admin/webhooks/rotation.tsx"),
          route("enabling", "routes/admin/webhooks/enabling.tsx"),
          route("disabling", "routes/admin/webhooks/disabling.tsx"),
          route("removal", "routes/admin/webhooks/removal.tsx"),
          route("deliveries/:deliveryId", "routes/admin/webhooks/delivery.tsx"),
          route("deliveries/:deliveryId/redelivery", "routes/admin/webhooks/redelivery.tsx"),
        ]),
      ]),
      ...prefix("settings", [
        index("routes/admin/settings/index.tsx"),
        route("origins", "routes/admin/settings/origins.tsx"),
        route("profile", "routes/admin/settings/profile.tsx"),
        route("maintenance", "routes/admin/settings/maintenance.tsx"),
        ...prefix("features", [
          index("routes/admin/settings/features.tsx"),
          route(":featureId/edit", "routes/admin/settings/feature.tsx"),
          route(":featureId/removal", "routes/admin/settings/feature-removal.tsx"),
        ]),
      ]),
      route("sample/removal", "routes/admin/sample/removal.tsx"),
    ]),
    ...prefix("docs", [
      index("routes/docs/index.tsx"),
      route("webhook-events", "routes/docs/webhook-events.tsx"),
      route(":tag", "routes/docs/tag.tsx"),
    ]),
    ...prefix("problems", [
      index("routes/problems/index.tsx"),
      route(":slug", "routes/problems/problem.tsx"),
    ]),
    route("*", "routes/unknown.tsx"),
  ]),

  route("robots.txt", "routes/robots.ts"),
  route("sitemap.xml", "routes/sitemap.ts"),

  route("api", "routes/api/layout.ts", [
    index("routes/api/unknown.ts", { id: "nothing-at-api" }),
    route("me", "routes/api/me.ts"),
    route("me/requests", "routes/api/me-requests.ts"),
    route("me/rotation", "routes/api/me-rotation.ts"),
    route("openapi.json", "routes/api/openapi.ts"),
    route("products", "routes/api/products.ts"),
    route("products.csv", "routes/api/products-csv.ts"),
    route("products.ndjson", "routes/api/products-ndjson.ts"),
    route("products/batch", "routes/api/product-batch.ts"),
    route("products/:productId", "routes/api/product.ts"),
    route("products/:productId/restore", "routes/api/product-restoration.ts"),
    route("products/:productId/reviews", "routes/api/product-reviews.ts"),
    route("events", "routes/api/events.ts"),
    route("reviews", "routes/api/reviews.ts"),
    route("reviews/:reviewId", "routes/api/review.ts"),
    route("reviews/:reviewId/restore", "routes/api/review-restoration.ts"),
    route("categories", "routes/api/categories.ts"),
    route("categories/:categoryId", "routes/api/category.ts"),
    route("system/middleware-state", "routes/api/system/middleware-state.ts"),
    route("*", "routes/api/unknown.ts"),
  ]),
  // Not below the layout: their callers hold a secret of their own, not a key.
  route("api/webhooks/in/:source", "routes/api/webhooks-in.ts"),
  route("api/cron/cleanup", "routes/api/cron/cleanup.ts"),
  route("healthz", "routes/healthz.ts"),
  route("readyz", "routes/readyz.ts"),
] satisfies RouteConfig;
