import { getFormProps, useForm } from "@conform-to/react";
import { href, Link } from "react-router";
import { requireUser } from "~/auth/guards.server";
import type { Role } from "~/contexts";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { getAccount, rename } from "~/models/user/account.server";
import { NameInput } from "~/models/user/input";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { TextInput } from "~/ui/form/text-input";
import { Spec } from "~/ui/list/spec";
import { Notice } from "~/ui/page/notice";
import { PageHeader } from "~/ui/page/page-header";
import { Section } from "~/ui/page/section";
import { When } from "~/ui/page/when";
import type { Route } from "./+types/index";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export async function loader(args: Route.LoaderArgs) {
  const { id } = requireUser(args);
  return { account: await orErrorPage(getAccount(id)), token: formToken(args, href("/account")) };
}

export async function action(args: Route.ActionArgs) {
  const { id } = requireUser(args);
  return formAction(args, { schema: NameInput }, async ({ name, version }) => {
    await rename({ id, name, version });
    return redirectTelling(args, href("/account"), "Your name is changed.");
  });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Your account", matches);

export default function Account({ loaderData: { account, token }, actionData }: Route.ComponentProps) {
  const [form, fields] = useForm<{ name: string }>({
    id: "account",
    lastResult: actionData?.result,
    defaultValue: { name: account.name },
    defaultNoValidate: false,
  });
  return (
    <>
      <PageHeader title="Your account" />
      <Section title="You">
        <Spec
          items={[
            { term: "Email", value: account.email },
            { term: "You are", value: roles[account.role as Role] },
            { term: "Since", value: <When at={account.createdAt} /> },
          ]}
        />
      </Section>
      <Section title="Your name" lead="It stands beside what you write here.">
        <PostForm
          token={token}
          version={account.version}
          {...getFormProps(form)}
          className="grid max-w-form gap-6"
        >
          {actionData?.stale && (
            <Notice kind="bad" title="You changed your name somewhere else meanwhile">
              <p>
                There it is “{account.name}”, here it is “{String(actionData.result.initialValue?.name ?? "")}
                ”. Save again to keep this one, or <Link to={href("/account")}>keep the other</Link>.
              </p>
            </Notice>
          )}
          {!actionData?.stale && <ErrorSummary form={form} />}
          <TextInput field={fields.name} label="Name" autoComplete="name" required maxLength={80} />
          <div>
            <SubmitButton>Save my name</SubmitButton>
          </div>
        </PostForm>
      </Section>
    </>
  );
}

const roles: Record<Role, string> = {
  owner: "the owner of this shop",
  editor: "an editor of this shop",
  customer: "a customer",
};
