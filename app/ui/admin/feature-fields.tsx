import type { FieldMetadata } from "@conform-to/react";
import { Checkbox } from "~/ui/form/checkbox";
import { TextInput } from "~/ui/form/text-input";

export type FeatureValues = { name: string; description: string; enabled: boolean; public: boolean };

type FeatureFieldsProps = {
  fields: { [Name in keyof FeatureValues]: FieldMetadata<FeatureValues[Name], FeatureValues> };
  /** The name of one that is there stays: programs ask for it. */
  isNew?: boolean;
};

/** What there is to say of a switch. */
export function FeatureFields({ fields, isNew = false }: FeatureFieldsProps) {
  return (
    <>
      {isNew && (
        <TextInput
          field={fields.name}
          label="Name"
          hint="As your programs write it: feature_x"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="font-mono"
        />
      )}
      <TextInput field={fields.description} label="Description" optional autoComplete="off" />
      <div className="grid">
        <Checkbox field={fields.enabled} label="On" />
        <Checkbox
          field={fields.public}
          label="Tell everybody"
          hint="Otherwise only keys that may read the system's state"
        />
      </div>
    </>
  );
}
