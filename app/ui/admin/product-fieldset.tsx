import type { DefaultValue, FieldMetadata, FormMetadata } from "@conform-to/react";
import { Checkbox } from "~/ui/form/checkbox";
import { PriceInput } from "~/ui/form/price-input";
import { type Option, Select } from "~/ui/form/select";
import { TextArea } from "~/ui/form/text-area";
import { TextInput } from "~/ui/form/text-input";
import { Section } from "~/ui/page/section";
import { TierFields, type TierValues } from "./tier-fields";

/** What the form of a product holds, as people type it. */
export type ProductValues = {
  name: string;
  category: string;
  slug: string;
  sku: string;
  summary: string;
  description: string;
  price: string;
  currency: string;
  release: string;
  runsOn: string;
  published: boolean;
  tiers: TierValues[];
};
export type ProductDefaults = DefaultValue<ProductValues>;

export const productLabels = {
  name: "Name",
  category: "Category",
  slug: "Address",
  summary: "Summary",
  description: "Description",
  price: "Price",
  currency: "Currency",
  tiers: "Tiers",
  release: "Version",
  runsOn: "Runs on",
  sku: "Sku",
};

type Fields = { [Name in keyof ProductValues]: FieldMetadata<ProductValues[Name], ProductValues> };
type ProductFieldsProps = {
  form: FormMetadata<ProductValues>;
  fields: Fields;
  categories: readonly Option[];
  currencies: readonly Option[];
  /** A new product may go on the shelf at once; one that is there has buttons for it. */
  isNew?: boolean;
};

/** Everything that is said of a product, in the order in which visitors read it. */
export function ProductFieldset({ form, fields, categories, currencies, isNew = false }: ProductFieldsProps) {
  return (
    <>
      <Section title="What it is" lead="The name and the summary stand on the shelf; the rest on its page.">
        <div className="grid max-w-form gap-6">
          <TextInput field={fields.name} label="Name" autoComplete="off" />
          <Select
            field={fields.category}
            label="Category"
            options={categories}
            placeholder="Choose a category"
          />
          <TextInput field={fields.summary} label="Summary" hint="One sentence" optional autoComplete="off" />
          <TextArea
            field={fields.description}
            label="Description"
            hint="An empty line begins a new paragraph"
            optional
            rows={8}
          />
        </div>
      </Section>
      <Section title="What it costs" lead="Tiers are ways to buy it: for one person, for a studio.">
        <div className="grid gap-6">
          <div className="grid max-w-form items-start gap-6 sm:grid-cols-2">
            <PriceInput
              field={fields.price}
              label="Price"
              currency={fields.currency.value ?? fields.currency.initialValue ?? "USD"}
              required
            />
            <Select field={fields.currency} label="Currency" options={currencies} />
          </div>
          <TierFields form={form} tiers={fields.tiers} currency={fields.currency.value ?? "USD"} />
        </div>
      </Section>
      <Section title="Particulars" lead="Facts for people who are about to install it.">
        <div className="grid max-w-form gap-6">
          <TextInput
            field={fields.release}
            label="Version"
            hint="Such as 4.2.0"
            optional
            className="font-mono"
          />
          <TextInput field={fields.runsOn} label="Runs on" hint="Such as macOS, Linux, Windows" optional />
          <TextInput
            field={fields.slug}
            label="Address"
            hint={
              isNew
                ? "The last part of its link. Left empty, it is made from the name."
                : "The last part of its link. Links to the old address stop working when you change it."
            }
            optional={isNew}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
          />
          <TextInput
            field={fields.sku}
            label="Sku"
            hint="Your own number for it. An import finds it by this."
            optional
            className="font-mono"
          />
          {isNew && <Checkbox field={fields.published} label="Put it on the shelf at once" />}
        </div>
      </Section>
    </>
  );
}
