import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint } from "@conform-to/zod/v4";
import { href } from "react-router";
import { requireCustomer } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { redirectTelling } from "~/http/redirect.server";
import { afterRefusal } from "~/http/revalidation";
import { titled } from "~/http/title";
import { Failure } from "~/models/failure";
import { getProductBySlug } from "~/models/product/catalogue.server";
import { ReviewForm } from "~/models/review/input";
import { findOwnReview, isTakenDown } from "~/models/review/reading.server";
import { editReview, writeReview } from "~/models/review/writing.server";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { StarInput } from "~/ui/form/star-input";
import { SubmitButton } from "~/ui/form/submit-button";
import { TextArea } from "~/ui/form/text-area";
import { Versions } from "~/ui/list/versions";
import { ButtonLink } from "~/ui/page/button-link";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/review";

/** The form for a new review, or for one's own with its version. */
export async function loader(args: Route.LoaderArgs) {
  const { id: authorId } = requireCustomer(args);
  const { slug } = args.params;
  const product = await orErrorPage(getProductBySlug(slug, { drafts: false }));
  const own = await findOwnReview({ productId: product.id, authorId });
  const withdrawal = own && href("/products/:slug/reviews/:reviewId/withdrawal", { slug, reviewId: own.id });
  return {
    product: { slug, name: product.name },
    own: own && { rating: own.rating, body: own.body, version: own.version },
    withdrawal,
    takenDown: await isTakenDown({ productId: product.id, authorId }),
    token: formToken(args, href("/products/:slug/review", { slug })),
    constraint: getZodConstraint(ReviewForm),
  };
}

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireCustomer(args);
  const { slug } = args.params;
  return formAction(args, { schema: ReviewForm }, async ({ version, ...words }) => {
    const { id: productId } = await getProductBySlug(slug, { drafts: false });
    if (version === undefined) await writeReview(productId, words, { actor });
    else {
      const own = await findOwnReview({ productId, authorId: actor });
      if (!own)
        throw new Failure("stale", "You withdrew this review meanwhile: send it again to write it anew");
      await editReview({ id: own.id, version }, words, { actor });
    }
    const told = version === undefined ? "Thank you: your review is published" : "Your review is changed";
    return redirectTelling(args, `${href("/products/:slug", { slug })}#reviews`, told);
  });
}

export const shouldRevalidate = afterRefusal;

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return [
    ...titled(`Review ${loaderData?.product.name ?? ""}`, matches),
    { name: "robots", content: "noindex" },
  ];
}

export default function Review(props: Route.ComponentProps) {
  return props.loaderData.takenDown ? <TakenDown {...props.loaderData.product} /> : <ReviewPage {...props} />;
}

function TakenDown({ slug, name }: { slug: string; name: string }) {
  const back = href("/products/:slug", { slug });
  return (
    <div className="max-w-form">
      <PageHeader
        back={{ to: back, label: name }}
        title="Your review was taken down"
        lead="I have taken your review of this off the page. If you think I was wrong, write to me."
      />
      <ButtonLink to={href("/products/:slug/question", { slug })}>Ask about it</ButtonLink>
    </div>
  );
}

function ReviewPage({ loaderData, actionData }: Route.ComponentProps) {
  const { product, own, withdrawal, token, constraint } = loaderData;
  const [form, fields] = useForm<ReviewForm>({
    id: "review",
    lastResult: actionData?.result,
    constraint,
    defaultValue: own ?? {},
    defaultNoValidate: false,
  });
  const back = href("/products/:slug", { slug: product.slug });
  const sent = actionData?.result.initialValue;
  const collided = own && sent && String(sent.version ?? "") !== String(own.version);
  return (
    <div className="max-w-form">
      <PageHeader
        back={{ to: back, label: product.name }}
        title={own ? "Edit your review" : `Review ${product.name}`}
        lead="Say what you use it for and what you would tell a friend. Your name stands beside it."
      />
      <PostForm token={token} version={own?.version} {...getFormProps(form)} className="grid gap-6">
        <ErrorSummary form={form} />
        {collided && (
          <Versions
            rows={[
              { field: "Stars", mine: `${sent.rating ?? ""}`, theirs: `${own.rating}` },
              { field: "Review", mine: `${sent.body ?? ""}`, theirs: own.body },
            ]}
          />
        )}
        <StarInput field={fields.rating} label="Stars" />
        <TextArea field={fields.body} label="Your review" rows={6} />
        <div className="flex flex-wrap items-center gap-3">
          <SubmitButton>{collided ? "Save mine" : own ? "Save changes" : "Publish review"}</SubmitButton>
          <ButtonLink to={back}>{collided ? "Keep what is saved" : "Cancel"}</ButtonLink>
          {withdrawal && (
            <ButtonLink kind="quiet" to={withdrawal}>
              Withdraw this review
            </ButtonLink>
          )}
        </div>
      </PostForm>
    </div>
  );
}
