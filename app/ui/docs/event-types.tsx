import { Disclosure, DisclosureList } from "~/ui/page/disclosure";
import { CodeBlock } from "./code-block";
import { MemberList } from "./member-list";

type Member = { name: string; type: string; required: boolean; description?: string };
type EventTypesProps = {
  shapes: readonly {
    types: readonly { type: string; summary: string }[];
    example: string;
    members: readonly Member[];
  }[];
};

/** Every type of event; those that bring the same stand together, above what that is. */
export function EventTypes({ shapes }: EventTypesProps) {
  return shapes.map(({ types, example, members }) => (
    <div key={types[0]?.type} className="grid pb-6 last:pb-0">
      <dl>
        {types.map(({ type, summary }) => (
          <div key={type} className="grid gap-x-6 border-t border-line py-2 items-baseline sm:grid-cols-5">
            <dt className="font-mono text-[0.9375rem] sm:col-span-2">{type}</dt>
            <dd className="text-muted sm:col-span-3">{summary}</dd>
          </div>
        ))}
      </dl>
      <DisclosureList>
        <Disclosure summary="One of them, whole">
          <CodeBlock code={example} />
        </Disclosure>
        <Disclosure summary="What data holds">
          <MemberList members={members} />
        </Disclosure>
      </DisclosureList>
    </div>
  ));
}
