import { href, Outlet, useLocation } from "react-router";
import { flashContext, type Role, userContext } from "~/contexts";
import { formToken } from "~/http/form-token.server";
import { closePages } from "~/middleware/honour-maintenance.server";
import { keepPrivate } from "~/middleware/keep-private.server";
import { loadFlash } from "~/middleware/load-flash.server";
import { loadUser } from "~/middleware/load-user.server";
import { ownerExists } from "~/models/site/owner.server";
import { siteProfile } from "~/models/site/profile.server";
import { FailedPage } from "~/ui/page/failed-page";
import { Shell } from "~/ui/page/shell";
import { AccountNav, AdminNav } from "~/ui/page/subnav";
import { useNotice } from "~/ui/page/use-notice";
import type { Route } from "./+types/layout";

export const middleware: Route.MiddlewareFunction[] = [keepPrivate, loadUser, closePages, loadFlash];

/** What the frame of every page shows. When it changes every answer is dropped: each page names only what is its own. */
export async function loader(args: Route.LoaderArgs) {
  const user = args.context.get(userContext);
  const { name, place } = await siteProfile();
  return {
    site: { name, place },
    isSample: !(await ownerExists()),
    flash: args.context.get(flashContext),
    // Only for people who are signed in: a token is for one person, and what visitors see is for everybody.
    user: user && { name: user.name, role: user.role, signOutToken: formToken(args, href("/logout")) },
  };
}

/** What a thrown answer says of itself, such as when to come back. */
export function headers({ errorHeaders }: Route.HeadersArgs) {
  return errorHeaders ?? new Headers();
}

export default function Pages({ loaderData }: Route.ComponentProps) {
  return (
    <Frame {...loaderData}>
      <Outlet />
    </Frame>
  );
}

export function ErrorBoundary({ error, loaderData }: Route.ErrorBoundaryProps) {
  // The root's boundary shows what went wrong before there was a frame.
  if (!loaderData) throw error;
  return (
    <Frame {...loaderData}>
      <FailedPage error={error} />
    </Frame>
  );
}

type FrameProps = Route.ComponentProps["loaderData"] & { children: React.ReactNode };

function Frame({ site, isSample, flash, user, children }: FrameProps) {
  const { pathname } = useLocation();
  const notice = useNotice(flash);
  return (
    <Shell
      siteName={site.name}
      nav={[
        { to: href("/products"), label: "Products" },
        ...(user && user.role !== "customer" ? [{ to: href("/admin"), label: "Back office" }] : []),
        ...(user
          ? [{ to: href("/account"), label: "Account" }]
          : [
              { to: href("/login"), label: "Sign in" },
              { to: href("/join"), label: "Join" },
            ]),
      ]}
      signOutToken={user?.signOutToken}
      notice={notice}
      banner={isSample && <p>Sample shop. Everything in it is invented, until its owner moves in.</p>}
      subnav={user && subnavOf(pathname, user.role)}
      footer={{
        text: [site.name, site.place].filter(Boolean).join(", "),
        links: [{ to: href("/docs"), label: "API" }],
      }}
    >
      {children}
    </Shell>
  );
}

function subnavOf(pathname: string, role: Role) {
  if (/^\/(?:account|inbox)(\/|$)/.test(pathname)) return <AccountNav links={accountLinks} />;
  if (!/^\/admin(\/|$)/.test(pathname) || role === "customer") return null;
  return <AdminNav links={role === "owner" ? [...editorLinks, ...ownerLinks] : editorLinks} />;
}

const editorLinks = [
  { to: href("/admin/products"), label: "Products" },
  { to: href("/admin/categories"), label: "Categories" },
  { to: href("/admin/trash"), label: "Trash" },
];

const ownerLinks = [
  { to: href("/admin/keys"), label: "Keys" },
  { to: href("/admin/webhooks"), label: "Webhooks" },
  { to: href("/admin/devices"), label: "Devices" },
  { to: href("/admin/settings"), label: "Settings" },
];

const accountLinks = [
  { to: href("/account"), label: "You", end: true },
  { to: href("/inbox"), label: "Inbox" },
  { to: href("/account/devices"), label: "Devices" },
  { to: href("/account/sessions"), label: "Where you are signed in" },
  { to: href("/account/password"), label: "Password" },
];
