import { getFormProps, useForm } from "@conform-to/react";
import { href } from "react-router";
import { requireOwner } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { titled } from "~/http/title";
import { createEndpoint } from "~/models/webhook/endpoint.server";
import { EndpointForm } from "~/models/webhook/input";
import { typeOptions } from "~/models/webhook/types";
import { EndpointFields, type EndpointValues } from "~/ui/admin/endpoint-fields";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { ButtonLink } from "~/ui/page/button-link";
import { CopyValue } from "~/ui/page/copy-value";
import { Notice } from "~/ui/page/notice";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/new";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  return { token: formToken(args, href("/admin/webhooks/new")), types: typeOptions };
}

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  return formAction(args, { schema: EndpointForm }, async ({ endpoint }) => {
    const { id, secret } = await createEndpoint(endpoint, { actor });
    return { shownOnce: { id, secret } };
  });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("New endpoint", matches);

export default function NewEndpoint({ loaderData, actionData }: Route.ComponentProps) {
  const made = actionData?.shownOnce;
  return (
    <>
      <PageHeader title="New endpoint" back={{ to: href("/admin/webhooks"), label: "Webhooks" }} />
      {made && <Made id={made.id ?? ""} secret={made.secret ?? ""} />}
      <NewForm key={made?.id} after={made?.id} {...loaderData} result={actionData?.result} />
    </>
  );
}

type NewFormProps = Route.ComponentProps["loaderData"] & {
  after: string | undefined;
  result: NonNullable<Route.ComponentProps["actionData"]>["result"] | undefined;
};

/** An empty one behind each endpoint that was made, and one that tells what is wrong behind each that was not. */
function NewForm({ after, token, types, result }: NewFormProps) {
  const [form, fields] = useForm<EndpointValues>({
    id: after ? `endpoint-after-${after}` : "endpoint",
    lastResult: result,
    defaultNoValidate: false,
  });
  return (
    <PostForm
      action={href("/admin/webhooks/new")}
      token={token}
      {...getFormProps(form)}
      className="grid max-w-form gap-6"
    >
      <ErrorSummary form={form} />
      <EndpointFields fields={fields} types={types} />
      <div>
        <SubmitButton>Create endpoint</SubmitButton>
      </div>
    </PostForm>
  );
}

function Made({ id, secret }: { id: string; secret: string }) {
  return (
    <div className="pb-10">
      <Notice kind="good" title="The endpoint is there">
        <CopyValue
          label="Secret"
          value={secret}
          hint="Take it along now: your receiver verifies with it, and it is shown this once."
        />
        <div>
          <ButtonLink to={href("/admin/webhooks/:endpointId", { endpointId: id })}>
            Open it and send a test
          </ButtonLink>
        </div>
      </Notice>
    </div>
  );
}
