import type { ReactNode } from "react";

type ProductLayoutProps = {
  name: string;
  summary?: string;
  rating?: ReactNode;
  /** A `Cover`, a `Picture` or a `Gallery`. */
  picture: ReactNode;
  /** What decides: tiers, then facts. */
  children: ReactNode;
};

/** The top of a product's page: its picture, and beside it all that decides whether to buy. */
export function ProductLayout({ name, summary, rating, picture, children }: ProductLayoutProps) {
  return (
    <div className="grid gap-x-10 gap-y-6 pt-4 pb-10 md:grid-cols-12 md:pt-10 md:pb-16">
      <div className="min-w-0 md:col-span-7">{picture}</div>
      <div className="grid min-w-0 content-start gap-6 md:col-span-5">
        <header className="grid gap-3">
          <h1 className="md:text-3xl">{name}</h1>
          {summary && <p className="text-muted">{summary}</p>}
          {rating}
        </header>
        {children}
      </div>
    </div>
  );
}
