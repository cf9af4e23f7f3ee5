import type { ReactNode } from "react";
import { Link } from "react-router";
import { Price } from "./price";

type FeaturedProductProps = {
  to: string;
  /** Why it stands here. */
  label: ReactNode;
  name: string;
  summary: string;
  priceCents: number;
  currency: string;
  category: string;
  /** A `Cover`, or the first `Picture` with an empty `alt`. */
  picture: ReactNode;
};

/** One product before all others: its picture large, its words in the margin. The whole of it is its link. */
export function FeaturedProduct({ to, label, name, summary, picture, ...told }: FeaturedProductProps) {
  return (
    <article className="group relative grid items-end gap-x-6 gap-y-4 md:grid-cols-12">
      <div className="md:col-span-8">{picture}</div>
      <div className="grid gap-3 md:col-span-4">
        <p className="text-sm text-muted">{label}</p>
        <h3 className="text-2xl">
          <Link
            to={to}
            className="decoration-transparent group-hover:decoration-current after:absolute after:inset-0"
          >
            {name}
          </Link>
        </h3>
        {summary && <p className="text-muted">{summary}</p>}
        <p className="flex items-baseline justify-between gap-4 border-t border-line pt-3 text-sm text-muted">
          {told.category}
          <span className="text-base text-ink">
            <Price priceCents={told.priceCents} currency={told.currency} />
          </span>
        </p>
      </div>
    </article>
  );
}
