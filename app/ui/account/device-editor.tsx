import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react";
import { BothVersions } from "~/ui/admin/both-versions";
import { Choices } from "~/ui/form/choices";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { Select } from "~/ui/form/select";
import { SubmitButton } from "~/ui/form/submit-button";
import { TextInput } from "~/ui/form/text-input";
import { stays } from "./pairing-form";

type Option = { value: string; label: string };

type DeviceEditorProps = {
  device: { name: string; mutedTypes: readonly string[]; version: number };
  token: string;
  /** The types that can be chosen; what is muted besides them can be chosen too. */
  mutable: readonly Option[];
  here: string;
  reply?: { result: SubmissionResult<string[]>; stale?: boolean };
};

const labels = { name: "Name", mutedTypes: "Not sent to it" };

/** What a person may change of a device. */
export function DeviceEditor({ device, token, mutable, here, reply }: DeviceEditorProps) {
  const { name, mutedTypes, version } = device;
  const [form, fields] = useForm<{ name: string; mutedTypes: string[]; livesDays: string }>({
    id: "device",
    lastResult: reply?.result,
    defaultValue: { name, mutedTypes: [...mutedTypes], livesDays: "" },
    defaultNoValidate: false,
  });
  const theirs = { name, mutedTypes };
  const mine = { name, ...reply?.result.initialValue };
  return (
    <>
      {reply?.stale && <BothVersions {...{ labels, mine, theirs }} takeTheirs={here} />}
      <PostForm token={token} version={version} stacked {...getFormProps(form)}>
        {!reply?.stale && <ErrorSummary form={form} />}
        <TextInput field={fields.name} label="Name" required maxLength={60} autoComplete="off" />
        <Choices
          field={fields.mutedTypes}
          type="checkbox"
          label="Not sent to it"
          options={optionsOf(mutable, mutedTypes)}
        />
        <Select
          field={fields.livesDays}
          label="How long may it stay?"
          placeholder="As it is"
          options={stays}
          hint="Counted from now."
          optional
        />
        <div>
          <SubmitButton>{reply?.stale ? "Save mine over theirs" : "Save the device"}</SubmitButton>
        </div>
      </PostForm>
    </>
  );
}

function optionsOf(mutable: readonly Option[], mutedTypes: readonly string[]) {
  const others = mutedTypes.filter((type) => !mutable.some(({ value }) => value === type));
  return [...mutable, ...others.map((type) => ({ value: type, label: type }))];
}
