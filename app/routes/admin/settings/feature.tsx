import { useForm } from "@conform-to/react";
import { href } from "react-router";
import { requireOwner } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { idParam } from "~/http/params";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { getFeature, setFeature } from "~/models/site/feature.server";
import { FeatureInput } from "~/models/site/input";
import { Versioned } from "~/models/version";
import { FeatureFields, type FeatureValues } from "~/ui/admin/feature-fields";
import { SettingForm } from "~/ui/admin/setting-form";
import { ButtonLink } from "~/ui/page/button-link";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/feature";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

const schema = FeatureInput.omit({ name: true }).extend(Versioned.shape);

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const { featureId } = args.params;
  const feature = await orErrorPage(find(featureId));
  return { feature, token: formToken(args, href("/admin/settings/features/:featureId/edit", { featureId })) };
}

const find = async (id: string) => getFeature(idParam(id, "Feature"));

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  return formAction(args, { schema }, async (input) => {
    const { name } = await find(args.params.featureId);
    await setFeature({ ...input, name }, { actor });
    const told = `${name} is ${input.enabled ? "on" : "off"}.`;
    return redirectTelling(args, href("/admin/settings/features"), told);
  });
}

export const meta: Route.MetaFunction = ({ matches, loaderData }) =>
  titled(loaderData?.feature.name ?? "Feature", matches);

const labels = { description: "Description", enabled: "On", public: "Told to everybody" };

/** Made anew for each version, and when somebody was faster: then with what was sent, beside what holds now. */
export default function Feature(props: Route.ComponentProps) {
  const { loaderData, actionData } = props;
  return <FeatureForm key={`${loaderData.feature.version} ${actionData?.stale}`} {...props} />;
}

function FeatureForm({ loaderData, actionData, params }: Route.ComponentProps) {
  const { version, ...feature } = loaderData.feature;
  const [form, fields] = useForm<FeatureValues>({
    id: "feature",
    lastResult: actionData?.result,
    defaultValue: feature,
    defaultNoValidate: false,
  });
  const back = href("/admin/settings/features");
  const sent = actionData?.result.initialValue ?? {};
  const mine = { ...sent, enabled: "enabled" in sent, public: "public" in sent };
  const takeTheirs = href("/admin/settings/features/:featureId/edit", params);
  return (
    <>
      <PageHeader
        title={feature.name}
        back={{ to: back, label: "Features" }}
        actions={
          <ButtonLink kind="danger" to={href("/admin/settings/features/:featureId/removal", params)}>
            Remove
          </ButtonLink>
        }
      />
      <SettingForm
        form={form}
        token={loaderData.token}
        version={version}
        verb="Save feature"
        back={back}
        late={actionData?.stale ? { labels, mine, theirs: feature, takeTheirs } : null}
      >
        <FeatureFields fields={fields} />
      </SettingForm>
    </>
  );
}
