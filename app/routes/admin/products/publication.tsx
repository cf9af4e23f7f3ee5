import { useForm } from "@conform-to/react";
import { href } from "react-router";
import { requireEditor } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { getProductBySlug } from "~/models/product/catalogue.server";
import { publishProduct } from "~/models/product/publication.server";
import { Versioned } from "~/models/version";
import { Question } from "~/ui/admin/question";
import type { Route } from "./+types/publication";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export async function loader(args: Route.LoaderArgs) {
  requireEditor(args);
  const { slug } = args.params;
  const { name, version } = await orErrorPage(getProductBySlug(slug, { drafts: true }));
  return { name, version, token: formToken(args, href("/admin/products/:slug/publication", { slug })) };
}

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireEditor(args);
  const { slug } = args.params;
  return formAction(args, { schema: Versioned }, async ({ version }) => {
    const { id, name } = await getProductBySlug(slug, { drafts: true });
    await publishProduct({ id, version }, { actor });
    return redirectTelling(args, href("/admin/products/:slug/edit", { slug }), `${name} is on the shelf.`);
  });
}

export const meta: Route.MetaFunction = ({ matches, loaderData }) =>
  titled(`Publish ${loaderData?.name ?? "product"}`, matches);

export default function Publication({ loaderData, actionData, params }: Route.ComponentProps) {
  const [form] = useForm({ id: "publication", lastResult: actionData?.result });
  return (
    <Question
      title={`Publish ${loaderData.name}?`}
      lead="Everybody can see it from then on, and programs and devices are told at once."
      form={form}
      token={loaderData.token}
      version={loaderData.version}
      yes="Publish"
      no={{ to: href("/admin/products/:slug/edit", params), label: "Not yet" }}
    />
  );
}
