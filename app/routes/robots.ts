import { requestContext } from "~/contexts";
import { endpoint } from "~/http/endpoint";
import type { Route } from "./+types/robots";

const CLOSED = [
  "/admin",
  "/account",
  "/inbox",
  "/login",
  "/join",
  "/install",
  "/products/*/review",
  "/products/*/question",
  "/products/*/following",
];

/** Whether pages may be indexed at all is said by each answer's X-Robots-Tag; this only spares robots the doors. */
const robots = endpoint<Route.LoaderArgs | Route.ActionArgs>({
  GET({ context }) {
    const { origin } = context.get(requestContext);
    const lines = [
      "User-agent: *",
      ...CLOSED.map((path) => `Disallow: ${path}`),
      "",
      `Sitemap: ${origin}/sitemap.xml`,
    ];
    return new Response(`${lines.join("\n")}\n`, {
      headers: { "Content-Type": "text/plain; charset=utf-8" },
    });
  },
});

export const loader = robots;
export const action = robots;
