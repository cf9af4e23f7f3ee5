import { useForm } from "@conform-to/react";
import { href } from "react-router";
import { requireEditor } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { getProductBySlug } from "~/models/product/catalogue.server";
import { unpublishProduct } from "~/models/product/publication.server";
import { Versioned } from "~/models/version";
import { Question } from "~/ui/admin/question";
import type { Route } from "./+types/unpublication";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export async function loader(args: Route.LoaderArgs) {
  requireEditor(args);
  const { slug } = args.params;
  const { name, version } = await orErrorPage(getProductBySlug(slug, { drafts: true }));
  return { name, version, token: formToken(args, href("/admin/products/:slug/unpublication", { slug })) };
}

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireEditor(args);
  const { slug } = args.params;
  return formAction(args, { schema: Versioned }, async ({ version }) => {
    const { id, name } = await getProductBySlug(slug, { drafts: true });
    await unpublishProduct({ id, version }, { actor });
    return redirectTelling(args, href("/admin/products/:slug/edit", { slug }), `${name} is off the shelf.`);
  });
}

export const meta: Route.MetaFunction = ({ matches, loaderData }) =>
  titled(`Take off the shelf: ${loaderData?.name ?? "product"}`, matches);

export default function Unpublication({ loaderData, actionData, params }: Route.ComponentProps) {
  const [form] = useForm({ id: "unpublication", lastResult: actionData?.result });
  return (
    <Question
      title={`Take ${loaderData.name} off the shelf?`}
      lead="Its page answers “not found” until you publish it again. Reviews and pictures stay with it."
      form={form}
      token={loaderData.token}
      version={loaderData.version}
      yes="Take it off the shelf"
      no={{ to: href("/admin/products/:slug/edit", params), label: "Leave it there" }}
    />
  );
}
