import type { Furnished, Who } from "../factories/furnished";

export type Page = { who: Who; at: (shop: Furnished) => string };

const at = (who: Who, address: string): Page => ({ who, at: () => address });
const of = (who: Who, address: Page["at"]): Page => ({ who, at: address });

/** Every address with a page, who opens it, and where it is in a furnished shop. */
export const pages: Record<string, Page> = {
  "/": at("visitor", "/"),
  "/products": at("visitor", "/products?q=a&sort=price-low"),
  "/products/:slug": of("visitor", ({ slug }) => `/products/${slug}`),
  "/products/:slug/question": of("customer", ({ slug }) => `/products/${slug}/question`),
  "/products/:slug/review": of("customer", ({ slug }) => `/products/${slug}/review`),
  "/products/:slug/reviews": of("visitor", ({ slug }) => `/products/${slug}/reviews`),
  "/products/:slug/reviews/:reviewId/withdrawal": of(
    "customer",
    ({ slug, review }) => `/products/${slug}/reviews/${review}/withdrawal`,
  ),
  "/docs": at("visitor", "/docs"),
  "/docs/webhook-events": at("visitor", "/docs/webhook-events"),
  "/docs/:tag": at("visitor", "/docs/products"),
  "/problems": at("visitor", "/problems"),
  "/problems/:slug": at("visitor", "/problems/invalid-input"),
  "/install": of("visitor", ({ install }) => install),
  "/join": at("visitor", "/join"),
  "/login": at("visitor", "/login?redirectTo=%2Faccount"),
  "/sign-in": of("visitor", ({ signIn }) => signIn),
  "/account": at("customer", "/account"),
  "/account/password": at("customer", "/account/password"),
  "/account/sessions": at("customer", "/account/sessions"),
  "/account/devices": at("customer", "/account/devices"),
  "/account/notifications": at("owner", "/account/notifications"),
  "/admin/products": at("owner", "/admin/products?state=published"),
  "/admin/products/new": at("owner", "/admin/products/new"),
  "/admin/products/import": at("owner", "/admin/products/import"),
  "/admin/products/import/:word": of("owner", ({ word }) => `/admin/products/import/${word}`),
  "/admin/products/:slug/edit": of("owner", ({ slug }) => `/admin/products/${slug}/edit`),
  "/admin/products/:slug/publication": of("owner", ({ draft }) => `/admin/products/${draft}/publication`),
  "/admin/products/:slug/unpublication": of("owner", ({ slug }) => `/admin/products/${slug}/unpublication`),
  "/admin/products/:slug/archival": of("owner", ({ slug }) => `/admin/products/${slug}/archival`),
  "/admin/products/:slug/images": of("owner", ({ slug }) => `/admin/products/${slug}/images`),
  "/admin/products/:slug/images/:imageId/description": of(
    "owner",
    ({ slug, picture }) => `/admin/products/${slug}/images/${picture}/description`,
  ),
  "/admin/categories": at("owner", "/admin/categories"),
  "/admin/trash": at("owner", "/admin/trash"),
  "/admin/trash/:productId/restoration": of("owner", ({ trashed }) => `/admin/trash/${trashed}/restoration`),
  "/admin/keys": at("owner", "/admin/keys"),
  "/admin/keys/:keyId": of("owner", ({ key }) => `/admin/keys/${key}`),
  "/admin/keys/:keyId/rotation": of("owner", ({ key }) => `/admin/keys/${key}/rotation`),
  "/admin/keys/:keyId/revocation": of("owner", ({ key }) => `/admin/keys/${key}/revocation`),
  "/admin/webhooks": at("owner", "/admin/webhooks"),
  "/admin/webhooks/new": at("owner", "/admin/webhooks/new"),
  "/admin/webhooks/bench": at("owner", "/admin/webhooks/bench"),
  "/admin/webhooks/sources": at("owner", "/admin/webhooks/sources"),
  "/admin/webhooks/sources/:sourceId": of("owner", ({ source }) => `/admin/webhooks/sources/${source}`),
  "/admin/webhooks/sources/:sourceId/removal": of(
    "owner",
    ({ source }) => `/admin/webhooks/sources/${source}/removal`,
  ),
  "/admin/webhooks/:endpointId": of("owner", ({ endpoint }) => `/admin/webhooks/${endpoint}`),
  "/admin/webhooks/:endpointId/edit": of("owner", ({ endpoint }) => `/admin/webhooks/${endpoint}/edit`),
  "/admin/webhooks/:endpointId/replay": of(
    "owner",
    ({ endpoint }) => `/admin/webhooks/${endpoint}/replay?from=2026-01-01T00:00&to=2030-01-01T00:00`,
  ),
  "/admin/webhooks/:endpointId/rotation": of(
    "owner",
    ({ endpoint }) => `/admin/webhooks/${endpoint}/rotation`,
  ),
  "/admin/webhooks/:endpointId/removal": of("owner", ({ endpoint }) => `/admin/webhooks/${endpoint}/removal`),
  "/admin/webhooks/:endpointId/deliveries/:deliveryId": of(
    "owner",
    ({ endpoint, delivery }) => `/admin/webhooks/${endpoint}/deliveries/${delivery}`,
  ),
  "/admin/settings": at("owner", "/admin/settings"),
  "/admin/settings/origins": at("owner", "/admin/settings/origins"),
  "/admin/settings/profile": at("owner", "/admin/settings/profile"),
  "/admin/settings/maintenance": at("owner", "/admin/settings/maintenance"),
  "/admin/settings/features": at("owner", "/admin/settings/features"),
  "/admin/settings/features/:featureId/edit": of(
    "owner",
    ({ feature }) => `/admin/settings/features/${feature}/edit`,
  ),
  "/admin/settings/features/:featureId/removal": of(
    "owner",
    ({ feature }) => `/admin/settings/features/${feature}/removal`,
  ),
  "/admin/sample/removal": at("owner", "/admin/sample/removal"),
};
