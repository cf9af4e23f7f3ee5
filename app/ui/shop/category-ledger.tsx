import { Link } from "react-router";
import { Price } from "./price";

type CategoryLedgerProps = {
  categories: readonly {
    slug: string;
    name: string;
    count: number;
    /** The lowest price in it, where there is one to tell. */
    from: { cents: number; currency: string } | null;
  }[];
  hrefFor: (slug: string) => string;
};

/** The shelf by kind, a line each: what it is, how many, from what price. */
export function CategoryLedger({ categories, hrefFor }: CategoryLedgerProps) {
  return (
    <ul className="gap-x-10 border-t border-ink sm:columns-2">
      {categories.map(({ slug, name, count, from }) => (
        <li
          key={slug}
          className="group relative flex min-h-12 break-inside-avoid items-baseline gap-4 border-b border-line py-3 transition-colors hover:border-ink"
        >
          <Link
            to={hrefFor(slug)}
            className="mr-auto font-serif text-lg leading-snug decoration-transparent group-hover:decoration-current after:absolute after:inset-0"
          >
            {name}
          </Link>
          <span className="text-sm text-muted">
            {from && (from.cents === 0 ? "some free" : <From {...from} />)}
          </span>
          <span className="min-w-[2ch] text-right font-mono text-[0.9375rem] tabular-nums">
            {count}
            <span className="sr-only"> {count === 1 ? "product" : "products"}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function From({ cents, currency }: { cents: number; currency: string }) {
  return (
    <>
      from <Price priceCents={cents} currency={currency} />
    </>
  );
}
