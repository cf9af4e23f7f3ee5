import { useForm } from "@conform-to/react";
import { href } from "react-router";
import { requireEditor } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { idParam } from "~/http/params";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { restoreProduct } from "~/models/product/archival.server";
import { RestorationForm } from "~/models/product/restoration";
import { getTrashed } from "~/models/product/stock.server";
import { Question } from "~/ui/admin/question";
import { TextInput } from "~/ui/form/text-input";
import type { Route } from "./+types/restoration";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export async function loader(args: Route.LoaderArgs) {
  requireEditor(args);
  const { productId } = args.params;
  const { name, free, sku } = await orErrorPage(trashed(productId));
  const token = formToken(args, href("/admin/trash/:productId/restoration", { productId }));
  return { name, free, sku: sku ?? "", token };
}

const trashed = async (id: string) => getTrashed(idParam(id, "Product"));

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireEditor(args);
  return formAction(args, { schema: RestorationForm }, async (input) => {
    const id = idParam(args.params.productId, "Product");
    const { name, slug, published } = await restoreProduct({ id, ...input }, { actor });
    const told = published ? `${name} is back on the shelf.` : `${name} is back as a draft.`;
    return redirectTelling(args, href("/admin/products/:slug/edit", { slug }), told);
  });
}

export const meta: Route.MetaFunction = ({ matches, loaderData }) =>
  titled(`Restore ${loaderData?.name ?? "product"}`, matches);

export default function Restoration({ loaderData, actionData }: Route.ComponentProps) {
  const { name, free, sku, token } = loaderData;
  const [form, fields] = useForm<{ slug: string; sku: string }>({
    id: "restoration",
    lastResult: actionData?.result,
    defaultValue: { slug: free, sku },
    defaultNoValidate: false,
  });
  const { slug: sent } = actionData?.result.initialValue ?? {};
  return (
    <Question
      title={`Restore ${name}?`}
      lead="It comes back as it was, with its reviews and pictures. What it was called may belong to another product now."
      form={form}
      token={token}
      yes="Restore"
      no={{ to: href("/admin/trash"), label: "Leave it in the trash" }}
    >
      <TextInput
        field={fields.slug}
        label="Address"
        hint={`This one is free: ${free}`}
        defaultValue={typeof sent === "string" && sent !== "" ? sent : free}
        className="font-mono"
      />
      <TextInput
        field={fields.sku}
        label="Sku"
        hint="Left empty, it has none"
        optional
        defaultValue={sku}
        className="font-mono"
      />
    </Question>
  );
}
