import { getFormProps, useForm } from "@conform-to/react";
import { href } from "react-router";
import { requireOwner } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { titled } from "~/http/title";
import { ApiKeyForm } from "~/models/api-key/input";
import { issueApiKey } from "~/models/api-key/issuance.server";
import { stateOf } from "~/models/api-key/register.server";
import { listApiKeys } from "~/models/api-key/revocation.server";
import { duties } from "~/models/api-key/scope";
import { KeyTable } from "~/ui/admin/key-table";
import { Choices } from "~/ui/form/choices";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { Select } from "~/ui/form/select";
import { SubmitButton } from "~/ui/form/submit-button";
import { TextInput } from "~/ui/form/text-input";
import { ButtonLink } from "~/ui/page/button-link";
import { CopyValue } from "~/ui/page/copy-value";
import { EmptyState } from "~/ui/page/empty-state";
import { Notice } from "~/ui/page/notice";
import { PageHeader } from "~/ui/page/page-header";
import { Section } from "~/ui/page/section";
import type { Route } from "./+types/index";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const keys = await listApiKeys();
  return {
    token: formToken(args, href("/admin/keys")),
    duties: Object.entries(duties).map(([value, duty]) => ({ value, ...duty })),
    keys: keys.map(({ scopes, issuedBy, ...key }) => ({
      ...key,
      scopes: scopes.split(" "),
      issuedBy: issuedBy?.name ?? null,
      state: stateOf(key),
    })),
  };
}

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  return formAction(args, { schema: ApiKeyForm }, async (input) => {
    const { token } = await issueApiKey(input, { actor });
    return { shownOnce: { token, name: input.name } };
  });
}

const lives = [
  { value: "90", label: "90 days" },
  { value: "30", label: "30 days" },
  { value: "365", label: "A year" },
  { value: "never", label: "Until I revoke it" },
];

export const meta: Route.MetaFunction = ({ matches }) => titled("Keys", matches);

export default function Keys({ loaderData: { keys, duties, token }, actionData }: Route.ComponentProps) {
  const [form, fields] = useForm<{ name: string; scopes: string[]; lives: string; limitPerMinute: string }>({
    id: `key-${keys.length}`,
    lastResult: actionData?.result,
    defaultValue: { lives: "90" },
    defaultNoValidate: false,
  });
  const issued = actionData?.shownOnce;
  return (
    <>
      <PageHeader
        title="Keys"
        lead="For programs that call the API: one key for each, so that you can end one alone."
        actions={<ButtonLink to={href("/docs")}>How programs use them</ButtonLink>}
      />
      {issued && (
        <div className="pb-10">
          <Notice kind="good" title={`The key for ${issued.name} is ready`}>
            <CopyValue
              label="Key"
              value={issued.token ?? ""}
              hint="Take it along now. It is shown this once; only a hash of it is kept."
            />
          </Notice>
        </div>
      )}
      <div className="pb-10">
        {keys.length === 0 ? <EmptyState title="No keys yet" help="Issue the first one below." /> : null}
        {keys.length > 0 && <KeyTable keys={keys} />}
      </div>
      <Section title="Issue a key" lead="Give it as little as its program needs.">
        <PostForm
          key={form.id}
          action={href("/admin/keys")}
          token={token}
          {...getFormProps(form)}
          className="grid max-w-form gap-6"
        >
          <ErrorSummary form={form} />
          <TextInput
            field={fields.name}
            label="Name"
            hint="The program that will use it"
            autoComplete="off"
            required
          />
          <Choices field={fields.scopes} type="checkbox" label="It may" options={duties} />
          <TextInput
            field={fields.limitPerMinute}
            label="Requests a minute"
            hint="Empty: as many as every key"
            inputMode="numeric"
            autoComplete="off"
            optional
          />
          <Select field={fields.lives} label="It lives" options={lives} />
          <div>
            <SubmitButton>Issue key</SubmitButton>
          </div>
        </PostForm>
      </Section>
    </>
  );
}
