import { getFormProps, useForm } from "@conform-to/react";
import { href } from "react-router";
import { requireUser } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { changePassword, checkPasswordChange } from "~/models/user/change-password.server";
import { PasswordChange } from "~/models/user/input";
import { Checkbox } from "~/ui/form/checkbox";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { TextInput } from "~/ui/form/text-input";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/password";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export function loader(args: Route.LoaderArgs) {
  const { email } = requireUser(args);
  return { email, token: formToken(args, href("/account/password")) };
}

export async function action(args: Route.ActionArgs) {
  const user = requireUser(args);
  const options = {
    schema: PasswordChange,
    hideFields: ["current", "password"],
    prepare: (input: PasswordChange) => checkPasswordChange(user.id, input),
  };
  return formAction(args, options, async ({ keepDevices }, checked) => {
    await changePassword({ userId: user.id, keepSessionId: user.sessionId, keepDevices, checked });
    const devices = keepDevices ? "Your devices stay paired." : "Your devices have to be paired again.";
    const told = `Your password is changed. Everywhere else you are signed out. ${devices}`;
    return redirectTelling(args, href("/account/sessions"), told);
  });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Your password", matches);

export default function Password({ loaderData: { email, token }, actionData }: Route.ComponentProps) {
  const [form, fields] = useForm<PasswordChange>({
    id: "password",
    lastResult: actionData?.result,
    defaultNoValidate: false,
  });
  return (
    <>
      <PageHeader title="Your password" lead="Changing it signs you out everywhere but here." />
      <PostForm token={token} stacked {...getFormProps(form)}>
        <ErrorSummary form={form} />
        {/* So that a password manager knows whose password this is. */}
        <input type="hidden" autoComplete="username" defaultValue={email} />
        <TextInput
          field={fields.current}
          label="Password until now"
          type="password"
          autoComplete="current-password"
          required
        />
        <TextInput
          field={fields.password}
          label="New password"
          hint="8 to 256 characters, any you like. A few unrelated words are easy to keep in mind."
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
        />
        <Checkbox
          field={fields.keepDevices}
          label="Keep my devices paired"
          hint="Otherwise they are revoked too: right when somebody else may know the old password."
        />
        <div>
          <SubmitButton>Change my password</SubmitButton>
        </div>
      </PostForm>
    </>
  );
}
