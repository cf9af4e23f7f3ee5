import type { FormMetadata } from "@conform-to/react";

type ErrorSummaryProps<Schema extends Record<string, unknown>> = { form: FormMetadata<Schema> };

/*
 * Takes the keyboard on arrival, which a page otherwise should not do: whoever sent a form is looking for what became of it.
 * With a script conform goes on to the first wrong field.
 */
const takesFocus = { tabIndex: -1, autoFocus: true };

/** Above a form that came back: what to mend, each a link to its field. Says nothing while all is well. */
export function ErrorSummary<Schema extends Record<string, unknown>>({ form }: ErrorSummaryProps<Schema>) {
  const wrong = Object.entries(form.allErrors).flatMap(([name, errors]) =>
    errors.map((message) => ({ name, message })),
  );
  if (wrong.length === 0) return null;
  return (
    <div id={form.errorId} role="alert" {...takesFocus} className="border-l-3 border-bad bg-raised px-4 py-3">
      <p className="font-semibold">{countOf(wrong.length)} to mend</p>
      <ul>
        {wrong.map(({ name, message }) => (
          <li key={`${name} ${message}`}>
            {name === "" ? message : <a href={`#${form.id}-${name}`}>{message}</a>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function countOf(number: number) {
  const word = ["No", "One", "Two", "Three", "Four", "Five"][number] ?? number;
  return `${word} ${number === 1 ? "thing" : "things"}`;
}
