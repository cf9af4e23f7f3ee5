import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint } from "@conform-to/zod/v4";
import { href } from "react-router";
import { requireEditor } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { listCategories } from "~/models/category/catalogue.server";
import { currencyChoices } from "~/models/money";
import { createProduct } from "~/models/product/authoring.server";
import { ProductFields, ProductForm } from "~/models/product/form";
import { ProductFieldset, type ProductValues } from "~/ui/admin/product-fieldset";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { ButtonLink } from "~/ui/page/button-link";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/new";

export async function loader(args: Route.LoaderArgs) {
  requireEditor(args);
  const categories = await listCategories();
  return {
    token: formToken(args, href("/admin/products/new")),
    constraint: getZodConstraint(ProductFields),
    categories: categories.map(({ slug, name }) => ({ value: slug, label: name })),
    currencies: currencyChoices(),
  };
}

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireEditor(args);
  return formAction(args, { schema: ProductForm }, async ({ input }) => {
    const { slug, name, published } = await createProduct(input, { actor });
    const told = published ? `${name} is on the shelf.` : `${name} is kept as a draft.`;
    return redirectTelling(args, href("/admin/products/:slug/images", { slug }), `${told} Now its pictures.`);
  });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("New product", matches);

export default function NewProduct({ loaderData, actionData }: Route.ComponentProps) {
  const [form, fields] = useForm<ProductValues>({
    id: "product",
    lastResult: actionData?.result,
    constraint: loaderData.constraint,
    defaultValue: { currency: "USD", price: "" },
    defaultNoValidate: false,
  });
  return (
    <>
      <PageHeader
        title="New product"
        lead="It stays a draft until you publish it. Pictures come on the next page."
        back={{ to: href("/admin/products"), label: "All products" }}
      />
      <PostForm token={loaderData.token} {...getFormProps(form)}>
        {/* The first button of a form is what Enter presses: it has to be the one that saves. */}
        <button type="submit" className="sr-only" tabIndex={-1} aria-hidden="true">
          Save
        </button>
        <ErrorSummary form={form} />
        <ProductFieldset
          form={form}
          fields={fields}
          categories={loaderData.categories}
          currencies={loaderData.currencies}
          isNew
        />
        <div className="flex flex-wrap gap-3 border-t border-line pt-6">
          <SubmitButton>Save product</SubmitButton>
          <ButtonLink to={href("/admin/products")}>Leave without saving</ButtonLink>
        </div>
      </PostForm>
    </>
  );
}
