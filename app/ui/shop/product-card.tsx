import type { ReactNode } from "react";
import { Link } from "react-router";
import { Price } from "./price";

type ProductCardProps = {
  to: string;
  name: string;
  summary?: string;
  priceCents: number;
  currency: string;
  category?: string;
  /** A `Cover`, or the first `Picture` with an empty `alt`: the name stands below. */
  picture: ReactNode;
  /** `h3` where the shelf has a heading of its own. */
  heading?: "h2" | "h3";
};

/** A product on the shelf. The whole card is its link. */
export function ProductCard({
  to,
  name,
  summary,
  priceCents,
  currency,
  category,
  picture,
  heading: Heading = "h2",
}: ProductCardProps) {
  return (
    <li className="group relative grid content-start gap-3">
      {picture}
      <div className="grid gap-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <Heading className="text-base sm:text-lg">
            <Link
              to={to}
              className="decoration-transparent group-hover:decoration-current after:absolute after:inset-0"
            >
              {name}
            </Link>
          </Heading>
          <span className="text-[0.9375rem]">
            <Price priceCents={priceCents} currency={currency} />
          </span>
        </div>
        {summary && <p className="text-sm text-muted max-sm:hidden">{summary}</p>}
        {category && <p className="text-sm text-muted">{category}</p>}
      </div>
    </li>
  );
}
