import { getFormProps, useForm } from "@conform-to/react";
import { href, redirect } from "react-router";
import { z } from "zod";
import { requireEditor } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { titled } from "~/http/title";
import type { UploadedFile } from "~/http/upload.server";
import { Failure } from "~/models/failure";
import { columns } from "~/models/import/columns";
import { receiveImport } from "~/models/import/upload.server";
import { forgetWaiting } from "~/models/import/waiting.server";
import { ErrorSummary } from "~/ui/form/error-summary";
import { FileInput } from "~/ui/form/file-input";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { PageHeader } from "~/ui/page/page-header";
import { Section } from "~/ui/page/section";
import type { Route } from "./+types/index";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

const UPLOAD = { files: 1, fileBytes: 5_000_000 };

export function loader(args: Route.LoaderArgs) {
  requireEditor(args);
  return { token: formToken(args, href("/admin/products/import")), columns };
}

export async function action(args: Route.ActionArgs) {
  const { id } = requireEditor(args);
  const options = {
    schema: z.object({}),
    upload: UPLOAD,
    prepare: (_input: object, [file]: readonly UploadedFile[]) => receive(file, id),
    discard: (word: string) => forgetWaiting(word, id),
  };
  return formAction(args, options, async (_input, word) =>
    redirect(href("/admin/products/import/:word", { word }), 303),
  );
}

async function receive(file: UploadedFile | undefined, broughtBy: string) {
  try {
    if (!file) throw new Failure("invalid", "Choose a CSV file");
    return await receiveImport(await file.bytes(), broughtBy);
  } catch (error) {
    throw error instanceof Failure ? new Failure(error.code, error.message, "file") : error;
  }
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Import products", matches);

export default function Import({ loaderData, actionData }: Route.ComponentProps) {
  const [form, fields] = useForm<{ file: string }>({
    id: "import",
    lastResult: actionData?.result,
    defaultNoValidate: false,
  });
  return (
    <>
      <PageHeader title="Import products" back={{ to: href("/admin/products"), label: "Products" }} />
      <Section
        title="A CSV file"
        lead="You see what every row would do before anything is changed. A product is found again by its sku."
      >
        <PostForm
          token={loaderData.token}
          encType="multipart/form-data"
          {...getFormProps(form)}
          className="grid max-w-form gap-6"
        >
          <ErrorSummary form={form} />
          <FileInput
            field={fields.file}
            label="File"
            hint="UTF-8, columns separated by commas, up to 5 MB."
            required
            accept=".csv,text/csv"
          />
          <div>
            <SubmitButton>Look at the file</SubmitButton>
          </div>
        </PostForm>
      </Section>
      <Section
        title="Its first line"
        lead="Names the columns, in any order. Columns besides these are passed over."
      >
        <p>
          <code>{loaderData.columns.join(", ")}</code>
        </p>
      </Section>
    </>
  );
}
