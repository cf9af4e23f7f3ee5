import type { ReactNode } from "react";
import { useArrival } from "./arrival";
import { Banner } from "./banner";
import { Masthead } from "./masthead";
import type { NavItem } from "./nav-item";
import { Notice } from "./notice";
import { SiteFooter } from "./site-footer";

type ShellProps = {
  siteName: string;
  /** Products, Account (or Sign in, Join), for the owner and editors Admin. */
  nav: readonly NavItem[];
  /** Present while somebody is signed in. */
  signOutToken?: string;
  signOutAction?: string;
  /** What just happened, shown once. */
  notice?: { kind: "good" | "bad"; text: string } | null;
  /** A line above everything, such as "Sample shop". */
  banner?: ReactNode;
  /** A second row of navigation: `AdminNav` or `AccountNav`. */
  subnav?: ReactNode;
  footer?: { text?: ReactNode; links?: readonly NavItem[] };
  children: ReactNode;
};

/** The frame of every page. */
export function Shell({ notice, banner, subnav, footer, children, ...masthead }: ShellProps) {
  const main = useArrival();
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus-visible:not-sr-only focus-visible:absolute focus-visible:z-10 focus-visible:bg-raised focus-visible:p-3"
      >
        Skip to the content
      </a>
      {banner && <Banner>{banner}</Banner>}
      <Masthead {...masthead} />
      {subnav}
      <main ref={main} id="main" tabIndex={-1} className="wrap flex-1 pb-16 outline-none md:pb-26">
        {notice && (
          <div className="pt-4 md:pt-6">
            <Notice kind={notice.kind}>{notice.text}</Notice>
          </div>
        )}
        {children}
      </main>
      <SiteFooter siteName={masthead.siteName} {...footer} />
    </div>
  );
}
