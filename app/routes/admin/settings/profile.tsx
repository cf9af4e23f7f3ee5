import { useForm } from "@conform-to/react";
import { getZodConstraint } from "@conform-to/zod/v4";
import { href } from "react-router";
import { requireOwner } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { SiteProfile } from "~/models/site/input";
import { setSiteProfile, siteProfile } from "~/models/site/profile.server";
import { Versioned } from "~/models/version";
import { SettingForm } from "~/ui/admin/setting-form";
import { TextArea } from "~/ui/form/text-area";
import { TextInput } from "~/ui/form/text-input";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/profile";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

const schema = SiteProfile.extend(Versioned.shape);

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const { version, ...profile } = await siteProfile();
  const token = formToken(args, href("/admin/settings/profile"));
  return { profile, version, token, constraint: getZodConstraint(SiteProfile) };
}

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  return formAction(args, { schema }, async (input) => {
    await setSiteProfile(input, { actor });
    return redirectTelling(args, href("/admin/settings"), "The introduction is saved.");
  });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Introduction", matches);

const labels = { name: "Name", place: "Place", headline: "Headline", lead: "Lead" };

/** Made anew for each version, and when somebody was faster: then with what was sent, beside what holds now. */
export default function Profile(props: Route.ComponentProps) {
  const { loaderData, actionData } = props;
  return <ProfileForm key={`${loaderData.version} ${actionData?.stale}`} {...props} />;
}

function ProfileForm({ loaderData, actionData }: Route.ComponentProps) {
  const { profile, version, token, constraint } = loaderData;
  const [form, fields] = useForm<SiteProfile>({
    id: "profile",
    lastResult: actionData?.result,
    constraint,
    defaultValue: profile,
    defaultNoValidate: false,
  });
  const back = href("/admin/settings");
  const takeTheirs = href("/admin/settings/profile");
  const mine = actionData?.result.initialValue ?? {};
  return (
    <>
      <PageHeader title="Introduction" back={{ to: back, label: "Settings" }} />
      <SettingForm
        form={form}
        token={token}
        version={version}
        verb="Save introduction"
        back={back}
        late={actionData?.stale ? { labels, mine, theirs: profile, takeTheirs } : null}
      >
        <TextInput field={fields.name} label="Name" hint="Yours, or the shop's" autoComplete="off" />
        <TextInput
          field={fields.place}
          label="Place"
          hint="Stands at the foot of each page"
          optional
          autoComplete="off"
        />
        <TextInput
          field={fields.headline}
          label="Headline"
          hint="The first sentence of the home page"
          optional
          autoComplete="off"
        />
        <TextArea field={fields.lead} label="Lead" hint="What follows it, in two sentences" optional />
      </SettingForm>
    </>
  );
}
