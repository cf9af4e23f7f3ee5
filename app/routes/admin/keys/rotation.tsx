import { getFormProps, useForm } from "@conform-to/react";
import { href } from "react-router";
import { requireOwner } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { idParam } from "~/http/params";
import { titled } from "~/http/title";
import { RotationForm } from "~/models/api-key/input";
import { describeApiKey } from "~/models/api-key/register.server";
import { rotateApiKey } from "~/models/api-key/rotation.server";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { Select } from "~/ui/form/select";
import { SubmitButton } from "~/ui/form/submit-button";
import { ButtonLink } from "~/ui/page/button-link";
import { CopyValue } from "~/ui/page/copy-value";
import { Notice } from "~/ui/page/notice";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/rotation";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const { keyId } = args.params;
  const { name, prefix } = await orErrorPage(find(keyId));
  return { name, prefix, token: formToken(args, href("/admin/keys/:keyId/rotation", { keyId })) };
}

const find = async (id: string) => describeApiKey(idParam(id, "Key"));

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  return formAction(args, { schema: RotationForm }, async ({ overlapSeconds }) => {
    const id = idParam(args.params.keyId, "Key");
    const { token } = await rotateApiKey({ id, overlapSeconds }, { actor });
    return { shownOnce: { token } };
  });
}

const overlaps = [
  { value: "3600", label: "For an hour" },
  { value: "86400", label: "For a day" },
  { value: "604800", label: "For a week" },
  { value: "0", label: "No, it ends now" },
];

export const meta: Route.MetaFunction = ({ matches }) => titled("Rotate a key", matches);

export default function Rotation({ loaderData, actionData, params }: Route.ComponentProps) {
  const { name, prefix, token } = loaderData;
  const [form, fields] = useForm<{ overlapSeconds: string }>({
    id: "rotation",
    lastResult: actionData?.result,
    defaultValue: { overlapSeconds: "86400" },
    defaultNoValidate: false,
  });
  const back = href("/admin/keys/:keyId", params);
  const issued = actionData?.shownOnce;
  if (issued) {
    return (
      <>
        <PageHeader title={name} back={{ to: back, label: "To the key" }} />
        <Notice kind="good" title={`The new token of ${name} is ready`}>
          <CopyValue
            label="Key"
            value={issued.token ?? ""}
            hint="Take it along now. It is shown this once; only a hash of it is kept."
          />
        </Notice>
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={`Rotate the key ${name}?`}
        lead={
          <>
            It gets a new token in place of <code>{prefix}…</code> and keeps everything else.
          </>
        }
      />
      <PostForm token={token} {...getFormProps(form)} className="grid max-w-form gap-6">
        <ErrorSummary form={form} />
        <Select
          field={fields.overlapSeconds}
          label="Does the present token go on working?"
          hint="Until your program has the new one. A token from an earlier rotation ends now."
          options={overlaps}
        />
        <div className="flex flex-wrap gap-3">
          <SubmitButton>Rotate it</SubmitButton>
          <ButtonLink to={back}>Leave it as it is</ButtonLink>
        </div>
      </PostForm>
    </>
  );
}
