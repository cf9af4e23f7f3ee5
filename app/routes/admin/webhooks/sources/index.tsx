import { getFormProps, useForm } from "@conform-to/react";
import { href, Link } from "react-router";
import { requireOwner } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { SourceForm } from "~/models/webhook/input";
import { createSource, listSources } from "~/models/webhook/source.server";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { Select } from "~/ui/form/select";
import { SubmitButton } from "~/ui/form/submit-button";
import { TextInput } from "~/ui/form/text-input";
import { Cell, Row, RowHead, Table } from "~/ui/list/table";
import { CopyValue } from "~/ui/page/copy-value";
import { EmptyState } from "~/ui/page/empty-state";
import { Notice } from "~/ui/page/notice";
import { PageHeader } from "~/ui/page/page-header";
import { Section } from "~/ui/page/section";
import { When } from "~/ui/page/when";
import type { Route } from "./+types/index";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

const here = href("/admin/webhooks/sources");

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const sources = await listSources();
  return {
    token: formToken(args, here),
    sources: sources.map(({ _count, messages: [last], ...source }) => ({
      ...source,
      count: _count.messages,
      lastAt: last?.receivedAt ?? null,
    })),
  };
}

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  return formAction(args, { schema: SourceForm, hideFields: ["secret"] }, async (input) => {
    const { secret } = await createSource(input, { actor });
    if (secret) return { shownOnce: { secret, name: input.name } };
    return redirectTelling(args, here, `${input.name} may send now.`);
  });
}

const kinds = [
  { value: "standard", label: "Standard Webhooks" },
  { value: "stripe", label: "Stripe" },
];
const kindNames: Record<string, string> = { standard: "Standard Webhooks", stripe: "Stripe" };

export const meta: Route.MetaFunction = ({ matches }) => titled("Incoming webhooks", matches);

type Values = { name: string; word: string; kind: string; secret: string };

export default function Sources({ loaderData: { sources, token }, actionData }: Route.ComponentProps) {
  const [form, fields] = useForm<Values>({
    id: `source-${sources.length}`,
    lastResult: actionData?.result,
    defaultValue: { kind: "standard" },
    defaultNoValidate: false,
  });
  const made = actionData?.shownOnce;
  return (
    <>
      <PageHeader
        title="Incoming webhooks"
        lead="What other services tell this shop: verified, stored once, and put on its list of events."
        back={{ to: href("/admin/webhooks"), label: "Webhooks" }}
      />
      {made && (
        <div className="pb-10">
          <Notice kind="good" title={`${made.name} may send now`}>
            <CopyValue
              label="Secret"
              value={made.secret ?? ""}
              hint="Give it to the sender now: it is shown this once."
            />
          </Notice>
        </div>
      )}
      <div className="pb-10">
        {sources.length === 0 && <EmptyState title="Nobody sends yet" help="Let the first one in below." />}
        {sources.length > 0 && <SourceTable sources={sources} />}
      </div>
      <Section title="Let somebody send" lead="The address ends with the word you choose.">
        <PostForm
          key={form.id}
          action={here}
          token={token}
          {...getFormProps(form)}
          className="grid max-w-form gap-6"
        >
          <ErrorSummary form={form} />
          <TextInput field={fields.name} label="Who sends" autoComplete="off" required />
          <TextInput
            field={fields.word}
            label="Word"
            hint="/api/webhooks/in/ and this word is where they send to"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className="font-mono"
            required
          />
          <Select field={fields.kind} label="Signed as" options={kinds} />
          <TextInput
            field={fields.secret}
            label="Their secret"
            hint="Left empty, one is made for you to give them"
            optional
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className="font-mono"
          />
          <div>
            <SubmitButton>Let them send</SubmitButton>
          </div>
        </PostForm>
      </Section>
    </>
  );
}

function SourceTable({ sources }: { sources: Route.ComponentProps["loaderData"]["sources"] }) {
  return (
    <Table
      label="Sources"
      columns={["Name", "Address", "Signed as", { label: "Messages", numeric: true }, "Last"]}
    >
      {sources.map(({ id, name, word, kind, count, lastAt }) => (
        <Row key={id}>
          <RowHead>
            <Link to={href("/admin/webhooks/sources/:sourceId", { sourceId: id })}>{name}</Link>
          </RowHead>
          <Cell wide>
            <span className="font-mono text-sm break-all">/api/webhooks/in/{word}</span>
          </Cell>
          <Cell>{kindNames[kind]}</Cell>
          <Cell numeric label="messages">
            {count}
          </Cell>
          <Cell label="last">
            {lastAt ? <When at={lastAt} as="minute" /> : <span className="text-muted">never</span>}
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
