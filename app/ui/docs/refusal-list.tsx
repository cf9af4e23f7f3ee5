import { Told } from "./told";

type RefusalListProps = { refusals: readonly { code: string; advice: string; told: string }[] };

/** Why something is refused, by its code, and whether to try again. */
export function RefusalList({ refusals }: RefusalListProps) {
  return (
    <dl className="border-t border-line">
      {refusals.map(({ code, advice, told }) => (
        <div
          key={code}
          className="grid gap-x-6 gap-y-1 border-b border-line py-2 items-baseline sm:grid-cols-5"
        >
          <dt className="sm:col-span-2">
            <code className="font-mono text-[0.9375rem]">{code}</code>{" "}
            <span className="ml-2 text-sm text-muted">{advice}</span>
          </dt>
          <dd className="text-[0.9375rem] sm:col-span-3">
            <Told text={`${told}.`} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
