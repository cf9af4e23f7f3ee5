import { getFormProps, useForm } from "@conform-to/react";
import { href } from "react-router";
import { z } from "zod";
import { requireEditor } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { readQuery } from "~/http/query";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import type { ImportSummary } from "~/models/import/outcome";
import {
  applyImport,
  canBeCategory,
  MadeCategories,
  previewImport,
  results,
} from "~/models/import/upload.server";
import { ImportCategories } from "~/ui/admin/import-categories";
import { ImportCounts } from "~/ui/admin/import-counts";
import { ImportRows } from "~/ui/admin/import-rows";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { Pagination } from "~/ui/list/pagination";
import { ButtonLink } from "~/ui/page/button-link";
import { PageHeader } from "~/ui/page/page-header";
import { Section } from "~/ui/page/section";
import type { Route } from "./+types/file";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

const Query = z.object({
  show: z.enum(results).optional(),
  page: z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number)
    .default(1),
});

export async function loader(args: Route.LoaderArgs) {
  const { id } = requireEditor(args);
  const { word } = args.params;
  const { show, page } = readQuery(args.url, Query);
  const make = MadeCategories.catch([]).parse(args.url.searchParams.getAll("make"));
  const preview = await orErrorPage(previewImport({ word, broughtBy: id, make, show, page }));
  const path = href("/admin/products/import/:word", { word });
  const { newCategories, unknownCategories } = preview.summary;
  return {
    ...preview,
    show,
    page,
    path,
    token: formToken(args, path),
    make: newCategories,
    lacking: [
      ...newCategories.map((slug) => ({ slug, ticked: true })),
      ...unknownCategories
        .filter(({ slug }) => canBeCategory(slug))
        .map(({ slug, rows }) => ({ slug, rows, ticked: false })),
    ],
  };
}

export async function action(args: Route.ActionArgs) {
  const { id } = requireEditor(args);
  const { word } = args.params;
  const options = {
    schema: z.object({ make: MadeCategories }),
    // The rows are written batch by batch, each with its events, rather than in the one change of the form.
    prepare: ({ make }: { make: string[] }) => applyImport({ word, broughtBy: id, make }, { actor: id }),
  };
  return formAction(args, options, async (_input, summary) =>
    redirectTelling(args, href("/admin/products/import/:word", { word }), tell(summary)),
  );
}

function tell({ created, updated, refused }: ImportSummary) {
  const rest = refused === 1 ? " 1 row was refused." : ` ${refused} rows were refused.`;
  return `Imported: ${created} new, ${updated} changed.${refused > 0 ? rest : ""}`;
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Import products", matches);

export default function ImportFile({ loaderData, actionData }: Route.ComponentProps) {
  const { summary, used, rows, page, pages, show, path, token, make, lacking } = loaderData;
  const [form] = useForm<{ make: string[] }>({ id: "apply", lastResult: actionData?.result });
  const good = summary.created + summary.updated;
  const addressOf = (filter: { show?: string; page?: number }) => {
    const search = new URLSearchParams(make.map((slug) => ["make", slug]));
    if (filter.show) search.set("show", filter.show);
    if (filter.page) search.set("page", String(filter.page));
    return `${path}?${search}`;
  };
  return (
    <>
      <PageHeader
        title={used ? "The file is imported" : "What the file would do"}
        lead={used ? "Its rows against the shop as it is now." : "Nothing is changed yet."}
        back={{ to: href("/admin/products/import"), label: "Choose another file" }}
      />
      <Section
        title={summary.rows === 1 ? "1 row" : `${summary.rows} rows`}
        lead="Follow a number to see only those rows."
      >
        <ImportCounts summary={summary} show={show} addressOf={addressOf} />
        <ErrorSummary form={form} />
        {used && (
          <div>
            <ButtonLink to={href("/admin/products")}>See the products</ButtonLink>
          </div>
        )}
        {!used && good > 0 && (
          <PostForm token={token} {...getFormProps(form)} action={path}>
            {make.map((slug) => (
              <input key={slug} type="hidden" name="make" value={slug} />
            ))}
            <SubmitButton>{good === 1 ? "Import 1 product" : `Import ${good} products`}</SubmitButton>
          </PostForm>
        )}
      </Section>
      {!used && lacking.length > 0 && <ImportCategories action={path} categories={lacking} />}
      <ImportRows rows={rows} />
      <Pagination page={page} pages={pages} hrefFor={(page) => addressOf({ show, page })} />
    </>
  );
}
