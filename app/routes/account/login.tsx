import { getFormProps, useForm } from "@conform-to/react";
import { href, Link, redirect } from "react-router";
import { authenticate } from "~/auth/authenticator.server";
import { noted, signInAndGoTo } from "~/auth/signing-in.server";
import { userContext } from "~/contexts";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { safeRedirect } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { LoginInput } from "~/models/user/input";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { TextInput } from "~/ui/form/text-input";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/login";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export function loader(args: Route.LoaderArgs) {
  if (args.context.get(userContext)) throw redirect(targetOf(args), 303);
  return { token: formToken(args, href("/login")), join: `${href("/join")}${args.url.search}` };
}

export async function action(args: Route.ActionArgs) {
  const enter = (_: LoginInput, { id }: { id: string }) =>
    signInAndGoTo(args, targetOf(args), { userId: id, text: "You are signed in." });
  const prepare = (input: LoginInput) => authenticate(args.request, input).catch(noted(args, input.email));
  return formAction(args, { schema: LoginInput, hideFields: ["password"], prepare, repeat: enter }, enter);
}

const targetOf = ({ url }: { url: URL }) => safeRedirect(url.searchParams.get("redirectTo"));

export const meta: Route.MetaFunction = ({ matches }) => titled("Sign in", matches);

export default function Login({ loaderData, actionData }: Route.ComponentProps) {
  const [form, fields] = useForm<LoginInput>({
    id: "login",
    lastResult: actionData?.result,
    defaultNoValidate: false,
  });
  return (
    <>
      <PageHeader title="Sign in" />
      <PostForm token={loaderData.token} {...getFormProps(form)} className="grid max-w-form gap-6">
        <ErrorSummary form={form} />
        <TextInput field={fields.email} label="Email" type="email" autoComplete="username" required />
        <TextInput
          field={fields.password}
          label="Password"
          type="password"
          autoComplete="current-password"
          required
        />
        <div>
          <SubmitButton>Sign in</SubmitButton>
        </div>
      </PostForm>
      <p className="pt-10 text-muted">
        New here? <Link to={loaderData.join}>Make an account</Link> to review what you use.
      </p>
    </>
  );
}
