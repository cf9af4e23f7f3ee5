import { useForm } from "@conform-to/react";
import { href } from "react-router";
import { z } from "zod";
import { requireOwner } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { idParam } from "~/http/params";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { getFeature, removeFeature } from "~/models/site/feature.server";
import { Question } from "~/ui/admin/question";
import type { Route } from "./+types/feature-removal";

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const { featureId } = args.params;
  const { name } = await orErrorPage(find(featureId));
  const token = formToken(args, href("/admin/settings/features/:featureId/removal", { featureId }));
  return { name, token };
}

const find = async (id: string) => getFeature(idParam(id, "Feature"));

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  return formAction(args, { schema: z.object({}) }, async () => {
    await removeFeature({ id: idParam(args.params.featureId, "Feature") }, { actor });
    return redirectTelling(args, href("/admin/settings/features"), "The feature is removed.");
  });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Remove a feature", matches);

export default function FeatureRemoval({ loaderData, actionData, params }: Route.ComponentProps) {
  const [form] = useForm({ id: "removal", lastResult: actionData?.result });
  return (
    <Question
      title={`Remove ${loaderData.name}?`}
      lead="Programs that ask for it find nothing from then on."
      form={form}
      token={loaderData.token}
      yes="Remove it"
      grave
      no={{ to: href("/admin/settings/features/:featureId/edit", params), label: "Keep it" }}
    />
  );
}
