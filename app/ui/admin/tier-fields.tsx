import type { FieldMetadata, FormMetadata } from "@conform-to/react";
import { PriceInput } from "~/ui/form/price-input";
import { TextInput } from "~/ui/form/text-input";
import { Button } from "~/ui/page/button";
import type { ProductValues } from "./product-fieldset";

export type TierValues = { name: string; price: string; checkoutUrl: string };

type TierFieldsProps = {
  form: FormMetadata<ProductValues>;
  tiers: FieldMetadata<TierValues[], ProductValues>;
  currency: string;
};

/** The tiers, one under the other. Adding and removing posts the form, so nothing typed is lost without a script. */
export function TierFields({ form, tiers, currency }: TierFieldsProps) {
  const list = tiers.getFieldList();
  return (
    <div className="grid gap-4">
      <ol className="grid">
        {list.map((tier, index) => {
          const fields = tier.getFieldset();
          return (
            <li key={tier.key} className="border-t border-line py-6">
              <fieldset className="grid gap-4">
                <legend className="float-left w-full pb-2 font-serif text-lg">
                  {fields.name.value || `Tier ${index + 1}`}
                </legend>
                <div className="grid max-w-form items-start gap-4 sm:grid-cols-2">
                  <TextInput field={fields.name} label="Name" autoComplete="off" />
                  <PriceInput field={fields.price} label="Price" currency={currency} required />
                </div>
                <div className="max-w-form">
                  <TextInput
                    field={fields.checkoutUrl}
                    type="url"
                    label="Checkout"
                    hint="Where it is paid for, starting with https://. Without one people ask you about it."
                    optional
                    autoComplete="off"
                  />
                </div>
                <div>
                  <Button
                    kind="quiet"
                    {...form.remove.getButtonProps({ name: tiers.name, index })}
                    className="-ml-2"
                  >
                    Remove {fields.name.value || `tier ${index + 1}`}
                  </Button>
                </div>
              </fieldset>
            </li>
          );
        })}
      </ol>
      <div className="border-t border-line pt-4">
        <Button {...form.insert.getButtonProps({ name: tiers.name })}>Add a tier</Button>
      </div>
    </div>
  );
}
