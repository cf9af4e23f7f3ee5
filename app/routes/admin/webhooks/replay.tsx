import { getFormProps, useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { Form, href } from "react-router";
import { requireOwner } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { idParam } from "~/http/params";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { getEndpoint } from "~/models/webhook/endpoint.server";
import { ReplayForm } from "~/models/webhook/input";
import { countReplay, replay } from "~/models/webhook/replay.server";
import { typeOptions } from "~/models/webhook/types";
import { Choices } from "~/ui/form/choices";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { TextInput } from "~/ui/form/text-input";
import { Button } from "~/ui/page/button";
import { Notice } from "~/ui/page/notice";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/replay";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

const DAY_MS = 86_400_000;

/** With a range in the query it tells how much that would be. */
export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const { endpointId } = args.params;
  const { id, url, disabledAt } = await orErrorPage(find(endpointId));
  const asked = parseWithZod(args.url.searchParams, { schema: ReplayForm });
  const found = asked.status === "success" ? await orErrorPage(countReplay(id, asked.value)) : null;
  const from = disabledAt ?? new Date(Date.now() - DAY_MS);
  const sent = args.url.searchParams;
  const range = sent.has("from")
    ? { from: sent.get("from") ?? "", to: sent.get("to") ?? "", types: sent.getAll("types").slice(0, 100) }
    : { from: minuteOf(from), to: minuteOf(new Date(Date.now() + 60_000)), types: [] };
  return {
    host: new URL(url).host,
    range,
    found,
    asked: sent.has("from") ? asked.reply() : null,
    types: typeOptions,
    token: formToken(args, href("/admin/webhooks/:endpointId/replay", { endpointId })),
  };
}

const find = async (id: string) => getEndpoint(idParam(id, "Endpoint"));
const minuteOf = (moment: Date) => moment.toISOString().slice(0, 16);

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  const { endpointId } = args.params;
  return formAction(args, { schema: ReplayForm }, async (range) => {
    const count = await replay(idParam(endpointId, "Endpoint"), range, { actor });
    const told = count === 0 ? "There was nothing to send." : `${eventsOf(count)} on the way.`;
    return redirectTelling(args, href("/admin/webhooks/:endpointId", { endpointId }), told);
  });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Replay", matches);

const eventsOf = (count: number) => (count === 1 ? "1 event is" : `${count} events are`);

export default function Replay({ loaderData, actionData, params }: Route.ComponentProps) {
  const { host, range, found, asked, types, token } = loaderData;
  const here = href("/admin/webhooks/:endpointId/replay", params);
  const [sending] = useForm({ id: "replay", lastResult: actionData?.result });
  return (
    <>
      <PageHeader
        title="Replay"
        lead="Sends what happened in a range of time again, in order and under the same ids; what it missed while it was off as well."
        back={{ to: href("/admin/webhooks/:endpointId", params), label: host }}
      />
      {found && (
        <div className="grid gap-6 pb-10">
          <Notice title={`${eventsOf(found.total)} in this range`}>
            <p>
              {found.again === 0
                ? "None of them was sent before."
                : `${found.again} of them were sent before.`}
            </p>
          </Notice>
          <PostForm action={here} token={token} id={sending.id} className="grid gap-6">
            <ErrorSummary form={sending} />
            <input type="hidden" name="from" value={range.from} />
            <input type="hidden" name="to" value={range.to} />
            {range.types.map((type) => (
              <input key={type} type="hidden" name="types" value={type} />
            ))}
            <div>
              <SubmitButton>{`Replay ${found.total}`}</SubmitButton>
            </div>
          </PostForm>
        </div>
      )}
      <RangeForm
        key={`${range.from} ${range.to} ${range.types}`}
        here={here}
        range={range}
        asked={asked}
        types={types}
      />
    </>
  );
}

type Range = { from: string; to: string; types: string[] };
type RangeFormProps = Pick<Route.ComponentProps["loaderData"], "asked" | "types"> & {
  here: string;
  range: Range;
};

/** A range that was asked for makes a new one: what is wrong with it is heard when a form begins. */
function RangeForm({ here, range, asked, types }: RangeFormProps) {
  const [form, fields] = useForm<Range>({
    id: `range-${range.from}-${range.to}-${range.types.join()}`,
    lastResult: asked,
    defaultValue: range,
    defaultNoValidate: false,
  });
  return (
    <Form method="get" action={here} {...getFormProps(form)} className="grid max-w-form gap-6">
      <ErrorSummary form={form} />
      <TextInput field={fields.from} type="datetime-local" label="From" hint="In UTC" />
      <TextInput field={fields.to} type="datetime-local" label="Until" hint="In UTC, not included" />
      <Choices
        field={fields.types}
        type="checkbox"
        label="Only these"
        hint="Without a choice: all that the endpoint hears"
        options={types}
      />
      <div>
        <Button type="submit">Count them</Button>
      </div>
    </Form>
  );
}
