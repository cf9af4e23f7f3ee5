import { getFormProps, useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data, href } from "react-router";
import { requireOwner } from "~/auth/guards.server";
import { readForm } from "~/http/body";
import { formToken, requireFormToken, TOKEN_FIELD } from "~/http/form-token.server";
import { errorPage } from "~/http/page";
import { titled } from "~/http/title";
import { type Finding, tryOut } from "~/models/webhook/bench.server";
import { BenchForm } from "~/models/webhook/input";
import { Findings } from "~/ui/admin/findings";
import { Checkbox } from "~/ui/form/checkbox";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { Select } from "~/ui/form/select";
import { SubmitButton } from "~/ui/form/submit-button";
import { TextArea } from "~/ui/form/text-area";
import { TextInput } from "~/ui/form/text-input";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/bench";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  return { token: formToken(args, href("/admin/webhooks/bench")) };
}

/** Changes nothing and keeps nothing, so it may be sent as often as one likes. */
export async function action(args: Route.ActionArgs) {
  requireOwner(args);
  const form = await readForm(args.request).catch(errorPage);
  try {
    requireFormToken(args, args.url.pathname, form.get(TOKEN_FIELD));
  } catch (error) {
    errorPage(error);
  }
  const submission = parseWithZod(form, { schema: BenchForm });
  const fits = submission.status === "success";
  const findings: Finding[] = fits ? tryOut(submission.value, new Date()) : [];
  return data({ result: submission.reply(), findings }, { status: fits ? 200 : 400 });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Test a signature", matches);

const kinds = [
  { value: "standard", label: "Standard Webhooks" },
  { value: "stripe", label: "Stripe" },
];

type Bench = { kind: string; secret: string; headers: string; body: string; ignoreAge: boolean };

export default function SignatureBench({ loaderData: { token }, actionData }: Route.ComponentProps) {
  const [form, fields] = useForm<Bench>({
    id: "bench",
    lastResult: actionData?.result,
    defaultValue: { kind: "standard" },
    defaultNoValidate: false,
  });
  return (
    <>
      <PageHeader
        title="Test a signature"
        lead="Paste what a receiver got. It is verified step by step, and what fails is told with its likely cause. Nothing of it is kept."
        back={{ to: href("/admin/webhooks"), label: "Webhooks" }}
      />
      {actionData && actionData.findings.length > 0 && <Findings findings={actionData.findings} />}
      <PostForm
        action={href("/admin/webhooks/bench")}
        token={token}
        {...getFormProps(form)}
        className="grid max-w-form gap-6"
      >
        <ErrorSummary form={form} />
        <Select field={fields.kind} label="Signed as" options={kinds} />
        <TextInput
          field={fields.secret}
          label="Secret"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="font-mono"
          required
        />
        <TextArea
          field={fields.headers}
          label="Headers"
          hint="A line each, as webhook-id: …; others do not matter"
          rows={4}
          spellCheck={false}
          autoCapitalize="none"
          className="font-mono"
          required
        />
        <TextArea
          field={fields.body}
          label="Body"
          hint="Every character counts, also a line end behind it"
          rows={8}
          spellCheck={false}
          autoCapitalize="none"
          className="font-mono"
        />
        <Checkbox
          field={fields.ignoreAge}
          label="It may be old"
          hint="Verifies it as if it had just been sent"
        />
        <div>
          <SubmitButton>Verify</SubmitButton>
        </div>
      </PostForm>
    </>
  );
}
