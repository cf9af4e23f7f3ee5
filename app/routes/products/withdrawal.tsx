import { getFormProps, useForm } from "@conform-to/react";
import { href } from "react-router";
import { requireUser } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { errorPage } from "~/http/page";
import { redirectTelling } from "~/http/redirect.server";
import { afterRefusal } from "~/http/revalidation";
import { titled } from "~/http/title";
import { Failure } from "~/models/failure";
import { WithdrawalForm } from "~/models/review/input";
import { findReviewToWithdraw } from "~/models/review/reading.server";
import { withdrawReview } from "~/models/review/writing.server";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { ButtonLink } from "~/ui/page/button-link";
import { PageHeader } from "~/ui/page/page-header";
import { ReviewItem, ReviewList } from "~/ui/shop/review-item";
import type { Route } from "./+types/withdrawal";

/** Asks once more, with the review as it is now. */
export async function loader(args: Route.LoaderArgs) {
  const { id: authorId, name: author } = requireUser(args);
  const { slug, reviewId: id } = args.params;
  const review = await findReviewToWithdraw({ id, slug, authorId });
  if (!review) return errorPage(new Failure("not_found", "Review not found"));
  return { review, author, token: formToken(args, args.url.pathname) };
}

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireUser(args);
  const { reviewId: id, slug } = args.params;
  return formAction(args, { schema: WithdrawalForm }, async ({ version }) => {
    const { onShelf } = await withdrawReview({ id, version }, { actor });
    const next = onShelf ? `${href("/products/:slug", { slug })}#reviews` : href("/products");
    return redirectTelling(args, next, "Your review is withdrawn");
  });
}

export const shouldRevalidate = afterRefusal;

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return [
    ...titled(`Withdraw your review of ${loaderData?.review.product.name ?? ""}`, matches),
    { name: "robots", content: "noindex" },
  ];
}

export default function Withdrawal({ loaderData, actionData }: Route.ComponentProps) {
  const { review, author, token } = loaderData;
  const { slug, name } = review.product;
  const [form] = useForm<WithdrawalForm>({ id: "withdrawal", lastResult: actionData?.result });
  return (
    <div className="max-w-form">
      <PageHeader
        back={{ to: href("/products/:slug", { slug }), label: name }}
        title="Withdraw your review?"
        lead="It leaves the page and the rating. You can write another one whenever you like."
      />
      <h2 className="sr-only">Your review</h2>
      <ReviewList>
        <ReviewItem rating={review.rating} body={review.body} author={author} createdAt={review.createdAt} />
      </ReviewList>
      <PostForm token={token} version={review.version} {...getFormProps(form)} className="grid gap-6 pt-6">
        <ErrorSummary form={form} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton kind="danger">Withdraw review</SubmitButton>
          <ButtonLink to={href("/products/:slug/review", { slug })}>Keep it</ButtonLink>
        </div>
      </PostForm>
    </div>
  );
}
