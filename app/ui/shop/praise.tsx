import { Link } from "react-router";
import { Stars } from "./stars";

type PraiseProps = {
  reviews: readonly {
    id: string;
    rating: number;
    body: string;
    author: { name: string };
    product: { slug: string; name: string };
  }[];
  hrefFor: (slug: string) => string;
};

/** A few words of customers, side by side, each with the product they are about. */
export function Praise({ reviews, hrefFor }: PraiseProps) {
  return (
    <section aria-labelledby="praise" className="border-t border-line py-10">
      <h2 id="praise">From people who use them</h2>
      <ul className="grid gap-x-6 gap-y-10 pt-6 md:grid-cols-3 md:pt-10">
        {reviews.map(({ id, rating, body, author, product }) => (
          <li key={id}>
            <figure className="grid h-full content-start gap-3">
              <Stars rating={rating} />
              <blockquote className="font-serif text-lg text-pretty">{body}</blockquote>
              <figcaption className="text-sm text-muted">
                {author.name}, on{" "}
                <Link to={hrefFor(product.slug)} className="text-ink">
                  {product.name}
                </Link>
              </figcaption>
            </figure>
          </li>
        ))}
      </ul>
    </section>
  );
}
