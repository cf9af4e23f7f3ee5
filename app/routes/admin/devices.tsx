import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint } from "@conform-to/zod/v4";
import { href } from "react-router";
import { requireOwner } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { readQuery } from "~/http/query";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { Announcement, Group } from "~/models/announcement/input";
import { announce, listVersions, lookAtGroup } from "~/models/announcement/sending.server";
import { GroupForm } from "~/ui/admin/group-form";
import { GroupMembers } from "~/ui/admin/group-members";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { WordsFields } from "~/ui/inbox/words-fields";
import { PageHeader } from "~/ui/page/page-header";
import { Section } from "~/ui/page/section";
import type { Route } from "./+types/devices";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

/** First who gets it, with a count; then what. */
export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const group = readQuery(args.url, Group);
  const isChosen = args.url.searchParams.size > 0;
  const [versions, found] = await Promise.all([listVersions(), isChosen ? lookAtGroup(group) : null]);
  return {
    group,
    versions: [...new Set([...versions, ...(group.appVersion ? [group.appVersion] : [])])],
    found,
    token: formToken(args, href("/admin/devices")),
    constraint: getZodConstraint(Announcement),
  };
}

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  return formAction(args, { schema: Announcement }, async (announcement) => {
    const { devices } = await announce(announcement, { actor });
    return redirectTelling(args, href("/admin/devices"), `It is on its way to ${devicesOf(devices)}.`);
  });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Devices", matches);

const devicesOf = (count: number) => (count === 1 ? "1 device" : `${count} devices`);

export default function Devices({ loaderData, actionData }: Route.ComponentProps) {
  const { group, versions, found } = loaderData;
  return (
    <>
      <PageHeader title="Devices" lead="Tell the apps of everybody something, or those of some." />
      <Section title="Who gets it" lead="All that you choose must hold. Nothing is sent yet.">
        <GroupForm key={JSON.stringify(group)} group={group} versions={versions} />
      </Section>
      {found && (
        <Section
          id="count"
          title={`${devicesOf(found.devices)} of ${found.accounts === 1 ? "1 person" : `${found.accounts} people`}`}
          lead={found.devices > 0 && "Those that have muted notes or links do not get them."}
        >
          <GroupMembers devices={found.shown} total={found.devices} />
        </Section>
      )}
      {found && (found.devices > 0 || actionData) && (
        <Words {...{ loaderData, actionData }} count={found.devices} />
      )}
    </>
  );
}

type WordsProps = Pick<Route.ComponentProps, "loaderData" | "actionData"> & { count: number };

/** Also when the group was left by all meanwhile: what was written must not go with them. */
function Words({ loaderData: { group, token, constraint }, actionData, count }: WordsProps) {
  const [form, fields] = useForm<Announcement>({
    id: "announcement",
    lastResult: actionData?.result,
    constraint,
    defaultNoValidate: false,
  });
  return (
    <Section title="What they get" lead="It comes as a note, or with an address as a link.">
      <PostForm token={token} stacked {...getFormProps(form)}>
        <ErrorSummary form={form} />
        {Object.entries(group).map(
          ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
        )}
        <WordsFields title={fields.title} text={fields.text} url={fields.url} />
        <div>
          <SubmitButton>{count === 0 ? "Try again" : `Send to ${devicesOf(count)}`}</SubmitButton>
        </div>
      </PostForm>
    </Section>
  );
}
