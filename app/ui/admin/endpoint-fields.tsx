import type { FieldMetadata } from "@conform-to/react";
import { Checkbox } from "~/ui/form/checkbox";
import { Choices } from "~/ui/form/choices";
import { TextInput } from "~/ui/form/text-input";

export type EndpointValues = { url: string; description: string; all: boolean; types: string[] };

type EndpointFieldsProps = {
  fields: { [Name in keyof EndpointValues]: FieldMetadata<EndpointValues[Name], EndpointValues> };
  /** Every kind of event there is, and when it goes out. */
  types: readonly { value: string; label: string; hint: string }[];
};

/** Where to call, and what about. */
export function EndpointFields({ fields, types }: EndpointFieldsProps) {
  return (
    <>
      <TextInput
        field={fields.url}
        type="url"
        label="Address"
        hint="Every event is posted here, as JSON, over https"
        placeholder="https://"
        autoComplete="off"
        required
      />
      <TextInput field={fields.description} label="What it is for" optional autoComplete="off" />
      <div className="grid gap-2">
        <Checkbox field={fields.all} label="Everything" hint="Also kinds of events that are added later" />
        <Choices field={fields.types} type="checkbox" label="Or only these" options={types} />
      </div>
    </>
  );
}
