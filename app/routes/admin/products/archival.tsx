import { useForm } from "@conform-to/react";
import { href } from "react-router";
import { requireEditor } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { archiveProduct } from "~/models/product/archival.server";
import { getProductBySlug } from "~/models/product/catalogue.server";
import { Versioned } from "~/models/version";
import { Question } from "~/ui/admin/question";
import type { Route } from "./+types/archival";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export async function loader(args: Route.LoaderArgs) {
  requireEditor(args);
  const { slug } = args.params;
  const { name, version } = await orErrorPage(getProductBySlug(slug, { drafts: true }));
  return { name, version, token: formToken(args, href("/admin/products/:slug/archival", { slug })) };
}

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireEditor(args);
  const { slug } = args.params;
  return formAction(args, { schema: Versioned }, async ({ version }) => {
    const { id, name } = await getProductBySlug(slug, { drafts: true });
    await archiveProduct({ id, version }, { actor });
    return redirectTelling(args, href("/admin/trash"), `${name} is in the trash.`);
  });
}

export const meta: Route.MetaFunction = ({ matches, loaderData }) =>
  titled(`Delete ${loaderData?.name ?? "product"}`, matches);

export default function Archival({ loaderData, actionData, params }: Route.ComponentProps) {
  const [form] = useForm({ id: "archival", lastResult: actionData?.result });
  return (
    <Question
      title={`Move ${loaderData.name} to the trash?`}
      lead="It leaves the shelf at once. For 90 days you can take it back, with its reviews and pictures."
      form={form}
      token={loaderData.token}
      version={loaderData.version}
      yes="Move to the trash"
      grave
      no={{ to: href("/admin/products/:slug/edit", params), label: "Keep it" }}
    />
  );
}
