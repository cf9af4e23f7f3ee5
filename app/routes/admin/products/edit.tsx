import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint } from "@conform-to/zod/v4";
import { href } from "react-router";
import { requireEditor } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { listCategories } from "~/models/category/catalogue.server";
import { currencyChoices } from "~/models/money";
import { getProductBySlug } from "~/models/product/catalogue.server";
import { replaceProduct } from "~/models/product/editing.server";
import { ProductFields, ProductForm, productTyped } from "~/models/product/form";
import { BothVersions } from "~/ui/admin/both-versions";
import { ProductFieldset, type ProductValues, productLabels } from "~/ui/admin/product-fieldset";
import { ProductHeader } from "~/ui/admin/product-header";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { ButtonLink } from "~/ui/page/button-link";
import type { Route } from "./+types/edit";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export async function loader(args: Route.LoaderArgs) {
  requireEditor(args);
  const { slug } = args.params;
  const product = await orErrorPage(getProductBySlug(slug, { drafts: true }));
  const categories = await listCategories();
  return {
    typed: productTyped(product),
    published: product.published,
    version: product.version,
    token: formToken(args, href("/admin/products/:slug/edit", { slug })),
    constraint: getZodConstraint(ProductFields),
    categories: categories.map(({ slug, name }) => ({ value: slug, label: name })),
    currencies: currencyChoices(),
  };
}

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireEditor(args);
  return formAction(args, { schema: ProductForm }, async ({ input, version = 0 }) => {
    const { id } = await getProductBySlug(args.params.slug, { drafts: true });
    const product = await replaceProduct({ id, version, input }, { actor });
    const edit = href("/admin/products/:slug/edit", { slug: product.slug });
    return redirectTelling(args, edit, `${product.name} is saved.`);
  });
}

export const meta: Route.MetaFunction = ({ matches, loaderData }) =>
  titled(`Edit ${loaderData?.typed.name ?? "product"}`, matches);

/** Made anew for each version, and when somebody was faster: then with what was sent, beside what holds now. */
export default function EditProduct(props: Route.ComponentProps) {
  const { loaderData, actionData } = props;
  return <EditForm key={`${loaderData.version} ${actionData?.stale}`} {...props} />;
}

function EditForm({ loaderData, actionData }: Route.ComponentProps) {
  const { typed, published, version, token } = loaderData;
  const [form, fields] = useForm<ProductValues>({
    id: "product",
    lastResult: actionData?.result,
    constraint: loaderData.constraint,
    defaultValue: typed,
    defaultNoValidate: false,
  });
  return (
    <>
      <ProductHeader name={typed.name} slug={typed.slug} published={published} current="edit" />
      {actionData?.stale && (
        <BothVersions
          labels={productLabels}
          mine={actionData.result.initialValue ?? {}}
          theirs={typed}
          takeTheirs={href("/admin/products/:slug/edit", { slug: typed.slug })}
        />
      )}
      <PostForm token={token} version={version} {...getFormProps(form)}>
        {/* The first button of a form is what Enter presses: it has to be the one that saves. */}
        <button type="submit" className="sr-only" tabIndex={-1} aria-hidden="true">
          Save
        </button>
        {!actionData?.stale && <ErrorSummary form={form} />}
        <ProductFieldset
          form={form}
          fields={fields}
          categories={loaderData.categories}
          currencies={loaderData.currencies}
        />
        <div className="flex flex-wrap justify-between gap-3 border-t border-line pt-6">
          <SubmitButton>{actionData?.stale ? "Save mine over theirs" : "Save changes"}</SubmitButton>
          <ButtonLink kind="danger" to={href("/admin/products/:slug/archival", { slug: typed.slug })}>
            Move to the trash
          </ButtonLink>
        </div>
      </PostForm>
    </>
  );
}
