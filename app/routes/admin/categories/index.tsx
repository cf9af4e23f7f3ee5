import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint } from "@conform-to/zod/v4";
import { href } from "react-router";
import { requireEditor } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { listCategories } from "~/models/category/catalogue.server";
import { CategoryForm } from "~/models/category/input";
import { createCategory } from "~/models/category/writing.server";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { TextInput } from "~/ui/form/text-input";
import { Cell, Row, RowHead, Table } from "~/ui/list/table";
import { EmptyState } from "~/ui/page/empty-state";
import { PageHeader } from "~/ui/page/page-header";
import { Section } from "~/ui/page/section";
import type { Route } from "./+types/index";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export async function loader(args: Route.LoaderArgs) {
  requireEditor(args);
  const categories = await listCategories();
  return {
    token: formToken(args, href("/admin/categories")),
    constraint: getZodConstraint(CategoryForm),
    categories: categories.map(({ id, name, slug, _count }) => {
      const action = href("/admin/categories/:categoryId/removal", { categoryId: id });
      const removal = _count.products === 0 ? { action, token: formToken(args, action) } : null;
      return { id, name, slug, products: _count.products, removal };
    }),
  };
}

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireEditor(args);
  return formAction(args, { schema: CategoryForm }, async (input) => {
    await createCategory(input, { actor });
    return redirectTelling(args, href("/admin/categories"), `${input.name} is there.`);
  });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Categories", matches);

export default function Categories({ loaderData, actionData }: Route.ComponentProps) {
  const { categories, token, constraint } = loaderData;
  const [form, fields] = useForm<{ name: string }>({
    id: `category-${categories.length}`,
    lastResult: actionData?.result,
    constraint,
    defaultNoValidate: false,
  });
  return (
    <>
      <PageHeader title="Categories" lead="Each product stands in one of them." />
      <div className="pb-10">
        {categories.length === 0 && (
          <EmptyState title="No categories yet" help="Add one below, then write your first product." />
        )}
        {categories.length > 0 && (
          <Table label="Categories" columns={["Name", "Address", { label: "Products", numeric: true }, ""]}>
            {categories.map(({ id, name, slug, products, removal }) => (
              <Row key={id}>
                <RowHead>{name}</RowHead>
                <Cell>
                  <span className="font-mono text-[0.9375rem] text-muted">{slug}</span>
                </Cell>
                <Cell numeric label="products">
                  {products}
                </Cell>
                <Cell actions>
                  {removal && (
                    <PostForm {...removal}>
                      <SubmitButton kind="quiet" aria-label={`Remove ${name}`} className="-my-2">
                        Remove
                      </SubmitButton>
                    </PostForm>
                  )}
                </Cell>
              </Row>
            ))}
          </Table>
        )}
      </div>
      <Section title="Add a category" lead="Its address is made from its name.">
        <PostForm
          key={form.id}
          action={href("/admin/categories")}
          token={token}
          {...getFormProps(form)}
          className="grid max-w-form gap-6"
        >
          <ErrorSummary form={form} />
          <TextInput field={fields.name} label="Name" autoComplete="off" />
          <div>
            <SubmitButton>Add category</SubmitButton>
          </div>
        </PostForm>
      </Section>
    </>
  );
}
