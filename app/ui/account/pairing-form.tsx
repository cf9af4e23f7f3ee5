import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { Select } from "~/ui/form/select";
import { SubmitButton } from "~/ui/form/submit-button";

type PairingFormProps = {
  action: string;
  token: string;
  result?: SubmissionResult<string[]>;
  verb: string;
  kind?: "main" | "plain";
};

/** How long a device may stay, by days; 0 for ever. */
export const stays = [
  { value: "0", label: "Until I revoke it" },
  { value: "7", label: "For a week" },
  { value: "30", label: "For 30 days" },
  { value: "90", label: "For 90 days" },
  { value: "365", label: "For a year" },
] as const;

/** Asks for a code that lets one app in. */
export function PairingForm({ action, token, result, verb, kind }: PairingFormProps) {
  const [form, fields] = useForm<{ livesDays: string }>({
    id: "pairing",
    lastResult: result,
    defaultValue: { livesDays: "0" },
    defaultNoValidate: false,
  });
  return (
    <PostForm action={action} token={token} stacked {...getFormProps(form)}>
      <ErrorSummary form={form} />
      <Select field={fields.livesDays} label="How long may it stay?" options={stays} />
      <div>
        <SubmitButton kind={kind}>{verb}</SubmitButton>
      </div>
    </PostForm>
  );
}
