import { useForm } from "@conform-to/react";
import { getZodConstraint } from "@conform-to/zod/v4";
import { href } from "react-router";
import { requireOwner } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { listFeatures, setFeature } from "~/models/site/feature.server";
import { FeatureInput } from "~/models/site/input";
import { FeatureFields, type FeatureValues } from "~/ui/admin/feature-fields";
import { FeatureTable } from "~/ui/admin/feature-table";
import { SettingForm } from "~/ui/admin/setting-form";
import { EmptyState } from "~/ui/page/empty-state";
import { PageHeader } from "~/ui/page/page-header";
import { Section } from "~/ui/page/section";
import type { Route } from "./+types/features";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  return {
    features: await listFeatures(),
    token: formToken(args, href("/admin/settings/features")),
    constraint: getZodConstraint(FeatureInput),
  };
}

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  return formAction(args, { schema: FeatureInput }, async (input) => {
    await setFeature(input, { actor });
    return redirectTelling(args, href("/admin/settings/features"), `${input.name} is there.`);
  });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Features", matches);

export default function Features({ loaderData, actionData }: Route.ComponentProps) {
  const { features, token, constraint } = loaderData;
  const [form, fields] = useForm<FeatureValues>({
    id: `feature-${features.length}`,
    lastResult: actionData?.result,
    constraint,
    defaultNoValidate: false,
  });
  const back = href("/admin/settings");
  return (
    <>
      <PageHeader
        title="Features"
        lead="Switches that your own programs and devices read by their names."
        back={{ to: back, label: "Settings" }}
      />
      <div className="pb-10">
        {features.length === 0 ? (
          <EmptyState title="No features yet" help="Add the first one below." />
        ) : null}
        {features.length > 0 && <FeatureTable features={features} />}
      </div>
      <Section title="Add a feature">
        <SettingForm form={form} action={href("/admin/settings/features")} token={token} verb="Add feature">
          <FeatureFields fields={fields} isNew />
        </SettingForm>
      </Section>
    </>
  );
}
