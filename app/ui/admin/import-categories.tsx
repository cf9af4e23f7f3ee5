import { Form } from "react-router";
import { Button } from "~/ui/page/button";
import { Section } from "~/ui/page/section";

type ImportCategoriesProps = {
  action: string;
  categories: readonly { slug: string; rows?: number; ticked: boolean }[];
};

/** Categories that a file names and the shop lacks: the owner says which of them are meant. */
export function ImportCategories({ action, categories }: ImportCategoriesProps) {
  return (
    <Section
      title="Categories the shop lacks"
      lead="Tick those that the import should make. Rows in the others stay refused."
    >
      <Form method="get" action={action} className="grid max-w-form gap-4">
        <fieldset className="grid gap-1">
          <legend className="sr-only">Categories to make</legend>
          {categories.map(({ slug, rows, ticked }) => (
            <label
              key={slug}
              className="flex min-h-11 cursor-pointer items-center gap-3 text-base font-normal"
            >
              <input type="checkbox" name="make" value={slug} defaultChecked={ticked} />
              <span className="wrap-anywhere">{slug}</span>
              {rows !== undefined && (
                <span className="text-sm text-muted">{rows === 1 ? "1 row" : `${rows} rows`}</span>
              )}
            </label>
          ))}
        </fieldset>
        <div>
          <Button type="submit">Look again with these</Button>
        </div>
      </Form>
    </Section>
  );
}
