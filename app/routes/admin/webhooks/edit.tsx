import { useForm } from "@conform-to/react";
import { href } from "react-router";
import { requireOwner } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { idParam } from "~/http/params";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { editEndpoint, getEndpoint } from "~/models/webhook/endpoint.server";
import { EndpointForm } from "~/models/webhook/input";
import { ALL_TYPES, typeOptions } from "~/models/webhook/types";
import { EndpointFields, type EndpointValues } from "~/ui/admin/endpoint-fields";
import { SettingForm } from "~/ui/admin/setting-form";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/edit";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const { endpointId } = args.params;
  const { url, description, types, version } = await orErrorPage(find(endpointId));
  const all = types === ALL_TYPES;
  return {
    endpoint: { url, description, all, types: all ? [] : types.split(" ") },
    version,
    types: typeOptions,
    token: formToken(args, href("/admin/webhooks/:endpointId/edit", { endpointId })),
  };
}

const find = async (id: string) => getEndpoint(idParam(id, "Endpoint"));

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  const { endpointId } = args.params;
  return formAction(args, { schema: EndpointForm }, async ({ endpoint, version }) => {
    await editEndpoint({ id: idParam(endpointId, "Endpoint"), version }, endpoint, { actor });
    return redirectTelling(
      args,
      href("/admin/webhooks/:endpointId", { endpointId }),
      "The endpoint is changed.",
    );
  });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Change an endpoint", matches);

const labels = { url: "Address", description: "What it is for", all: "Everything", types: "Only these" };

/** Made anew for each version, and when somebody was faster: then with what was sent, beside what holds now. */
export default function Edit(props: Route.ComponentProps) {
  const { loaderData, actionData } = props;
  return <EndpointPage key={`${loaderData.version} ${actionData?.stale}`} {...props} />;
}

function EndpointPage({ loaderData, actionData, params }: Route.ComponentProps) {
  const { endpoint, version, types, token } = loaderData;
  const [form, fields] = useForm<EndpointValues>({
    id: "endpoint",
    lastResult: actionData?.result,
    defaultValue: endpoint,
    defaultNoValidate: false,
  });
  const sent = actionData?.result.initialValue ?? {};
  const mine = { ...sent, all: "all" in sent };
  const takeTheirs = href("/admin/webhooks/:endpointId/edit", params);
  const back = href("/admin/webhooks/:endpointId", params);
  return (
    <>
      <PageHeader title="Change the endpoint" back={{ to: back, label: endpoint.url }} />
      <SettingForm
        form={form}
        token={token}
        version={version}
        verb="Save endpoint"
        back={back}
        late={actionData?.stale ? { labels, mine, theirs: endpoint, takeTheirs } : null}
      >
        <EndpointFields fields={fields} types={types} />
      </SettingForm>
    </>
  );
}
