import { useForm } from "@conform-to/react";
import { href } from "react-router";
import { requireOwner } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { AppVersions } from "~/models/site/app-versions";
import { appVersions, setAppVersions } from "~/models/site/app-versions.server";
import { Versioned } from "~/models/version";
import { SettingForm } from "~/ui/admin/setting-form";
import { TextInput } from "~/ui/form/text-input";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/devices";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

const schema = AppVersions.extend(Versioned.shape);

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const { version, ...minimum } = await appVersions();
  return { minimum, version, token: formToken(args, href("/admin/settings/devices")) };
}

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  return formAction(args, { schema }, async (input) => {
    await setAppVersions(input, { actor });
    return redirectTelling(args, href("/admin/settings"), "The versions are saved.");
  });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Versions of apps", matches);

/** Made anew for each version, and when somebody was faster: then with what was sent, beside what holds now. */
export default function Devices(props: Route.ComponentProps) {
  const { loaderData, actionData } = props;
  return <VersionsForm key={`${loaderData.version} ${actionData?.stale}`} {...props} />;
}

const labels = { relay: "Relay", air: "AIR" };

function VersionsForm({ loaderData, actionData }: Route.ComponentProps) {
  const { minimum, version, token } = loaderData;
  const [form, fields] = useForm<AppVersions>({
    id: "app-versions",
    lastResult: actionData?.result,
    defaultValue: minimum,
    defaultNoValidate: false,
  });
  const back = href("/admin/settings");
  const mine = { relay: "", air: "", ...actionData?.result.initialValue };
  const late = { labels, mine, theirs: minimum, takeTheirs: href("/admin/settings/devices") };
  return (
    <>
      <PageHeader
        title="Versions of apps"
        lead="Older apps are asked to upgrade at once. Who never said which it is counts as older than any."
        back={{ to: back, label: "Settings" }}
      />
      <SettingForm
        form={form}
        token={token}
        version={version}
        verb="Save the versions"
        back={back}
        late={actionData?.stale ? late : null}
      >
        <TextInput
          field={fields.relay}
          label="Oldest Relay"
          hint="Such as 1.4.0. Empty lets every version in."
          optional
          autoComplete="off"
        />
        <TextInput field={fields.air} label="Oldest AIR" optional autoComplete="off" />
      </SettingForm>
    </>
  );
}
