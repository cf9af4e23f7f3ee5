import { type FormMetadata, getFormProps } from "@conform-to/react";
import type { ReactNode } from "react";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { ButtonLink } from "~/ui/page/button-link";
import { BothVersions } from "./both-versions";

type SettingFormProps<Schema extends Record<string, unknown>> = {
  form: FormMetadata<Schema>;
  /** Where it goes, if not to the page it stands on. */
  action?: string;
  token: string;
  version?: number;
  verb: string;
  /** Where one came from, for leaving without a change. */
  back?: string;
  /** Present when somebody else was faster. */
  late?: {
    labels: Record<string, string>;
    mine: Record<string, unknown>;
    theirs: Record<string, unknown>;
    takeTheirs: string;
  } | null;
  children: ReactNode;
};

/** A form that changes one thing and goes back to where that is seen. */
export function SettingForm<Schema extends Record<string, unknown>>({
  form,
  action,
  token,
  version,
  verb,
  back,
  late,
  children,
}: SettingFormProps<Schema>) {
  return (
    <>
      {late && <BothVersions {...late} />}
      <PostForm
        key={form.id}
        action={action}
        token={token}
        version={version}
        {...getFormProps(form)}
        className="grid max-w-form gap-6"
      >
        {!late && <ErrorSummary form={form} />}
        {children}
        <div className="flex flex-wrap gap-3">
          <SubmitButton>{late ? "Save mine over theirs" : verb}</SubmitButton>
          {back && <ButtonLink to={back}>Leave it as it is</ButtonLink>}
        </div>
      </PostForm>
    </>
  );
}
