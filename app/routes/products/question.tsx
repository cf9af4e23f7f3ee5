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
import { getProductBySlug } from "~/models/product/catalogue.server";
import { askQuestion } from "~/models/question/asking.server";
import { QuestionInput } from "~/models/question/input";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { TextArea } from "~/ui/form/text-area";
import { ButtonLink } from "~/ui/page/button-link";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/question";

/** Behind "Ask about this": the way to buy what has no checkout of its own. */
export async function loader(args: Route.LoaderArgs) {
  const user = requireCustomer(args);
  const { slug } = args.params;
  const { name } = await orErrorPage(getProductBySlug(slug, { drafts: false }));
  return {
    product: { slug, name },
    email: user.email,
    token: formToken(args, href("/products/:slug/question", { slug })),
    constraint: getZodConstraint(QuestionInput),
  };
}

export async function action(args: Route.ActionArgs) {
  const user = requireCustomer(args);
  const { slug } = args.params;
  return formAction(args, { schema: QuestionInput }, async (question) => {
    await askQuestion(slug, question, user);
    const told = `Your question is on its way; the answer comes to ${user.email}`;
    return redirectTelling(args, href("/products/:slug", { slug }), told);
  });
}

export const shouldRevalidate = afterRefusal;

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return [
    ...titled(`Ask about ${loaderData?.product.name ?? ""}`, matches),
    { name: "robots", content: "noindex" },
  ];
}

export default function Question({ loaderData, actionData }: Route.ComponentProps) {
  const { product, email, token, constraint } = loaderData;
  const [form, fields] = useForm<QuestionInput>({
    id: "question",
    lastResult: actionData?.result,
    constraint,
    defaultNoValidate: false,
  });
  const back = href("/products/:slug", { slug: product.slug });
  return (
    <div className="max-w-form">
      <PageHeader
        back={{ to: back, label: product.name }}
        title={`Ask about ${product.name}`}
        lead="Which licence, whether it fits your machine, how to pay: I read every question myself."
      />
      <PostForm token={token} {...getFormProps(form)} className="grid gap-6">
        <ErrorSummary form={form} />
        <TextArea field={fields.body} label="Your question" hint={`The answer comes to ${email}.`} rows={6} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton>Send question</SubmitButton>
          <ButtonLink to={back}>Cancel</ButtonLink>
        </div>
      </PostForm>
    </div>
  );
}
