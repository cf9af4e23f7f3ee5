import type { FormMetadata } from "@conform-to/react";
import type { ReactNode } from "react";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { ButtonLink } from "~/ui/page/button-link";
import { PageHeader } from "~/ui/page/page-header";

type QuestionProps<Schema extends Record<string, unknown>> = {
  title: string;
  /** What follows from saying yes. */
  lead: ReactNode;
  form: FormMetadata<Schema>;
  token: string;
  version?: number;
  yes: string;
  /** For what cannot be undone with one more click. */
  grave?: boolean;
  no: { to: string; label: string };
  children?: ReactNode;
};

/** Asked before something changes that others notice: one question, a yes and a way back. */
export function Question<Schema extends Record<string, unknown>>({
  title,
  lead,
  form,
  token,
  version,
  yes,
  grave = false,
  no,
  children,
}: QuestionProps<Schema>) {
  return (
    <>
      <PageHeader title={title} lead={lead} />
      <PostForm token={token} version={version} id={form.id} className="grid max-w-form gap-6">
        <ErrorSummary form={form} />
        {children}
        <div className="flex flex-wrap gap-3">
          <SubmitButton kind={grave ? "danger" : "main"}>{yes}</SubmitButton>
          <ButtonLink to={no.to}>{no.label}</ButtonLink>
        </div>
      </PostForm>
    </>
  );
}
