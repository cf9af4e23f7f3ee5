import { Told } from "./told";

type Member = { name: string; type: string; required: boolean; description?: string; in?: string };

/** Parameters or members, a line each: the name, what fits, what it means. */
export function MemberList({ members }: { members: readonly Member[] }) {
  return (
    <dl className="border-t border-line">
      {members.map(({ name, type, required, description, in: place }) => (
        <div
          key={`${place} ${name}`}
          className="grid gap-x-6 gap-y-1 border-b border-line py-2 sm:grid-cols-5"
        >
          <dt className="min-w-0 sm:col-span-2">
            <code className="font-mono text-sm break-words">{name}</code>
            <span className="ml-2 text-sm text-muted">
              {[place, required && "required"].filter(Boolean).join(", ")}
            </span>
          </dt>
          <dd className="min-w-0 text-[0.9375rem] sm:col-span-3">
            <span className="text-muted">{type}</span>
            {description && (
              <span className="block">
                <Told text={description} />
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
