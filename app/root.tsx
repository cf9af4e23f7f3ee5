import { Links, Meta, Outlet, Scripts, ScrollRestoration } from "react-router";
import type { Route } from "./+types/root";
import "./app.css";
import { markSample } from "./middleware/mark-sample.server";
import { FailedPage } from "./ui/page/failed-page";
import { Shell } from "./ui/page/shell";

export const middleware: Route.MiddlewareFunction[] = [markSample];

export function Layout({ children }: { children: React.ReactNode }) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export function headers({ errorHeaders }: Route.HeadersArgs) {
  return errorHeaders ?? new Headers();
}

export default function App() {
  return <Outlet />;
}

/** The last one: what failed before the page had its frame. */
export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return (
    <Shell siteName="Atelier" nav={[]}>
      <FailedPage error={error} />
    </Shell>
  );
}
