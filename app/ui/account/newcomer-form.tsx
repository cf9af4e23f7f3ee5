import { type DefaultValue, getFormProps, type SubmissionResult, useForm } from "@conform-to/react";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { TextInput } from "~/ui/form/text-input";

type Newcomer = { name: string; email: string; password: string };

type NewcomerFormProps = {
  id: string;
  token: string;
  result: SubmissionResult<string[]> | undefined;
  defaultValue?: DefaultValue<Newcomer>;
  /** What the button says. */
  verb: string;
};

/** A person who makes an account: the owner at first, customers later. */
export function NewcomerForm({ id, token, result, defaultValue, verb }: NewcomerFormProps) {
  const [form, fields] = useForm<Newcomer>({
    id,
    lastResult: result,
    defaultValue,
    defaultNoValidate: false,
  });
  return (
    <PostForm token={token} {...getFormProps(form)} className="grid max-w-form gap-6">
      <ErrorSummary form={form} />
      <TextInput field={fields.name} label="Your name" autoComplete="name" required maxLength={80} />
      <TextInput
        field={fields.email}
        label="Email"
        type="email"
        autoComplete="username"
        required
        maxLength={254}
      />
      <TextInput
        field={fields.password}
        label="Password"
        hint="8 to 256 characters, any you like. A few unrelated words are easy to keep in mind."
        type="password"
        autoComplete="new-password"
        required
        minLength={8}
      />
      <div>
        <SubmitButton>{verb}</SubmitButton>
      </div>
    </PostForm>
  );
}
