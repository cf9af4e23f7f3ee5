import { Link } from "react-router";
import { ButtonLink } from "~/ui/page/button-link";
import { Section } from "~/ui/page/section";
import { Rating } from "./rating";
import { ReviewItem, ReviewList } from "./review-item";

type ReviewsSectionProps = {
  rating: { average: number | null; count: number };
  reviews: readonly { id: string; rating: number; body: string; author: string; createdAt: string | Date }[];
  /** Where the rest is. */
  restHref: string;
  /** The form is a page of its own, so that this one holds nothing that is only for its reader. */
  form: { label: string; href: string } | null;
};

/** The newest reviews of a product, and the ways to the others and to one's own. */
export function ReviewsSection({ rating, reviews, restHref, form }: ReviewsSectionProps) {
  return (
    <Section
      id="reviews"
      title="Reviews"
      lead={rating.count > 0 ? <Rating {...rating} /> : undefined}
      actions={form && <ButtonLink to={form.href}>{form.label}</ButtonLink>}
    >
      {reviews.length === 0 && <p className="text-muted">Nobody has reviewed this yet.</p>}
      <ReviewList>
        {reviews.map(({ id, ...review }) => (
          <ReviewItem key={id} {...review} />
        ))}
      </ReviewList>
      {rating.count > reviews.length && (
        <p className="pt-6">
          <Link to={`${restHref}?page=2`}>The other {rating.count - reviews.length} reviews</Link>
        </p>
      )}
    </Section>
  );
}
