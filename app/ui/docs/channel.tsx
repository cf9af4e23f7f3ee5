import { Disclosure, DisclosureList } from "~/ui/page/disclosure";
import { CodeBlock } from "./code-block";
import { MemberList } from "./member-list";
import { Told } from "./told";

type Member = { name: string; type: string; required: boolean; description?: string };
type ChannelProps = {
  sayings: readonly {
    id: string;
    name: string;
    from: "device" | "shop";
    summary: string;
    description: string;
    example: string;
    members: readonly Member[];
    answer?: string;
  }[];
};

/** What two sides say to each other, each with who says it, how it looks and what is answered. */
export function Channel({ sayings }: ChannelProps) {
  return sayings.map(({ id, name, from, summary, description, example, members, answer }) => (
    <div key={id} className="grid gap-3 pt-2 pb-4">
      <h3 className="text-base">{summary}</h3>
      <p className="font-mono text-[0.9375rem]">
        <strong className="font-semibold">{name}</strong>{" "}
        <span className="text-muted">{from === "device" ? "device to shop" : "shop to device"}</span>
      </p>
      <p>
        <Told text={description} />
      </p>
      <DisclosureList>
        <Disclosure summary="One of them, whole">
          <CodeBlock code={example} />
        </Disclosure>
        <Disclosure summary="What it holds">
          <MemberList members={members} />
        </Disclosure>
        {answer && (
          <Disclosure summary="What the acknowledgement says">
            <CodeBlock code={answer} />
          </Disclosure>
        )}
      </DisclosureList>
    </div>
  ));
}
