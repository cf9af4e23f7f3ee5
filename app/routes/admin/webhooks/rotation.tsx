import { useForm } from "@conform-to/react";
import { href } from "react-router";
import { requireOwner } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { idParam } from "~/http/params";
import { titled } from "~/http/title";
import { getEndpoint, rotateSecret } from "~/models/webhook/endpoint.server";
import { RotationForm } from "~/models/webhook/input";
import { Question } from "~/ui/admin/question";
import { Select } from "~/ui/form/select";
import { ButtonLink } from "~/ui/page/button-link";
import { CopyValue } from "~/ui/page/copy-value";
import { Notice } from "~/ui/page/notice";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/rotation";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const { endpointId } = args.params;
  const { url } = await orErrorPage(find(endpointId));
  return { url, token: formToken(args, href("/admin/webhooks/:endpointId/rotation", { endpointId })) };
}

const find = async (id: string) => getEndpoint(idParam(id, "Endpoint"));

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  return formAction(args, { schema: RotationForm }, async (input) => {
    const id = idParam(args.params.endpointId, "Endpoint");
    return { shownOnce: await rotateSecret(id, input, { actor }) };
  });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Rotate a secret", matches);

const overlaps = [
  { value: "24", label: "A day" },
  { value: "1", label: "An hour" },
  { value: "72", label: "Three days" },
  { value: "168", label: "A week" },
  { value: "0", label: "Not at all: somebody else knows it" },
];

export default function Rotation({ loaderData, actionData, params }: Route.ComponentProps) {
  const [form, fields] = useForm<{ overlap: string }>({
    id: "rotation",
    lastResult: actionData?.result,
    defaultValue: { overlap: "24" },
  });
  const back = href("/admin/webhooks/:endpointId", params);
  const secret = actionData?.shownOnce?.secret;
  if (secret) return <NewSecret secret={secret} back={back} url={loaderData.url} />;
  return (
    <Question
      title="Make a new secret?"
      lead="Every event is signed with the new one from now on. For as long as you choose it carries both signatures, so that your receiver can change over in its own time."
      form={form}
      token={loaderData.token}
      yes="Make a new secret"
      no={{ to: back, label: "Keep the one I have" }}
    >
      <Select field={fields.overlap} label="The old one goes on signing for" options={overlaps} />
    </Question>
  );
}

function NewSecret({ secret, back, url }: { secret: string; back: string; url: string }) {
  return (
    <>
      <PageHeader title="The new secret" back={{ to: back, label: url }} />
      <Notice kind="good" title="It signs from now on">
        <CopyValue label="Secret" value={secret} hint="Take it along now: it is shown this once." />
        <div>
          <ButtonLink to={back}>Back to the endpoint</ButtonLink>
        </div>
      </Notice>
    </>
  );
}
