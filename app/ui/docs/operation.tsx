import type { ReactNode } from "react";
import { Link } from "react-router";
import { Disclosure, DisclosureList } from "~/ui/page/disclosure";
import { CodeBlock } from "./code-block";
import { MemberList } from "./member-list";
import { Told } from "./told";

type Member = { name: string; type: string; required: boolean; description?: string; in?: string };
type OperationProps = {
  id: string;
  method: string;
  path: string;
  summary: string;
  description?: string;
  scope?: string;
  curl: string;
  parameters: readonly Member[];
  body: readonly Member[];
  answers: readonly { status: number; description: string; example?: string }[];
  problems: readonly { slug: string; status: number }[];
  problemHref: (slug: string) => string;
};

/** Something a program can ask for, with the line that asks it. */
export function Operation({ id, method, path, summary, description, scope, curl, ...rest }: OperationProps) {
  const { parameters, body, answers, problems, problemHref } = rest;
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="grid min-w-0 gap-4 border-t border-line py-10"
    >
      <div className="grid gap-2">
        <h2 id={`${id}-title`} className="text-lg">
          {summary}
        </h2>
        <p className="max-w-none font-mono text-[0.9375rem] break-words">
          <strong className="font-semibold">{method}</strong> {path}
        </p>
        <p className="text-[0.9375rem] text-muted">{needOf(scope)}</p>
        {description && (
          <p>
            <Told text={description} />
          </p>
        )}
      </div>
      <CodeBlock code={curl} />
      <DisclosureList>
        {parameters.length > 0 && (
          <Part title="Parameters" count={parameters.length} body={<MemberList members={parameters} />} />
        )}
        {body.length > 0 && <Part title="Body" count={body.length} body={<MemberList members={body} />} />}
        {answers.map(({ status, description, example }) => (
          <Part
            key={status}
            title={`${status} ${description}`}
            body={example ? <CodeBlock code={example} /> : <p>The answer has no body.</p>}
          />
        ))}
        <Part
          title="What can go wrong"
          count={problems.length}
          body={<Problems problems={problems} problemHref={problemHref} />}
        />
      </DisclosureList>
    </section>
  );
}

function Problems({ problems, problemHref }: Pick<OperationProps, "problems" | "problemHref">) {
  return (
    <ul className="flex flex-wrap gap-x-6 gap-y-2 text-[0.9375rem]">
      {problems.map(({ slug, status }) => (
        <li key={slug}>
          <span className="font-mono text-muted tabular-nums">{status}</span>{" "}
          <Link to={problemHref(slug)}>{slug}</Link>
        </li>
      ))}
    </ul>
  );
}

function Part({ title, count, body }: { title: string; count?: number; body: ReactNode }) {
  return (
    <Disclosure
      summary={
        <span>
          {title} {count !== undefined && <span className="text-sm font-normal text-muted">{count}</span>}
        </span>
      }
    >
      {body}
    </Disclosure>
  );
}

function needOf(scope: string | undefined) {
  if (!scope) return "No key is needed";
  if (scope === "any") return "Any live key";
  return (
    <>
      A key with <code className="font-mono">{scope}</code>
    </>
  );
}
