import { Link, NavLink } from "react-router";
import { PostForm } from "~/ui/form/post-form";
import type { NavItem } from "./nav-item";

type MastheadProps = {
  siteName: string;
  nav: readonly NavItem[];
  signOutToken?: string;
  signOutAction?: string;
};

const item =
  "flex min-h-11 items-center text-[0.9375rem] text-muted no-underline hover:text-ink aria-[current=page]:text-ink";

/** Whose site this is, and where one can go. */
export function Masthead({ siteName, nav, signOutToken, signOutAction = "/logout" }: MastheadProps) {
  return (
    <header className="border-b-3 border-double border-line-strong">
      <div className="wrap flex flex-wrap items-center justify-between gap-x-6 py-1 md:py-3">
        <Link
          to="/"
          className="flex min-h-11 items-center font-serif text-lg font-medium tracking-tight no-underline"
        >
          {siteName}
        </Link>
        <nav aria-label="Main" className="no-print">
          <ul className="flex flex-wrap items-center gap-x-4 sm:gap-x-6">
            {nav.map(({ to, label, end }) => (
              <li key={to}>
                <NavLink to={to} end={end} className={item}>
                  {label}
                </NavLink>
              </li>
            ))}
            {signOutToken && (
              <li>
                <PostForm action={signOutAction} token={signOutToken}>
                  <button type="submit" className={item}>
                    Sign out
                  </button>
                </PostForm>
              </li>
            )}
          </ul>
        </nav>
      </div>
    </header>
  );
}
