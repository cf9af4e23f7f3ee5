import { useForm } from "@conform-to/react";
import { href } from "react-router";
import { requireOwner } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { MaintenanceInput } from "~/models/site/input";
import { getMaintenance, setMaintenance } from "~/models/site/maintenance.server";
import { Versioned } from "~/models/version";
import { SettingForm } from "~/ui/admin/setting-form";
import { Checkbox } from "~/ui/form/checkbox";
import { TextInput } from "~/ui/form/text-input";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/maintenance";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

const schema = MaintenanceInput.extend(Versioned.shape);

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const { version, ...maintenance } = await getMaintenance();
  return { maintenance, version, token: formToken(args, href("/admin/settings/maintenance")) };
}

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  return formAction(args, { schema }, async (input) => {
    await setMaintenance(input, { actor });
    const told = input.enabled ? "The shop is closed for maintenance." : "The shop is open.";
    return redirectTelling(args, href("/admin/settings"), told);
  });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Maintenance", matches);

const labels = { enabled: "Closed", message: "Message" };

/** Made anew for each version, and when somebody was faster: then with what was sent, beside what holds now. */
export default function Maintenance(props: Route.ComponentProps) {
  const { loaderData, actionData } = props;
  return <MaintenanceForm key={`${loaderData.version} ${actionData?.stale}`} {...props} />;
}

function MaintenanceForm({ loaderData, actionData }: Route.ComponentProps) {
  const { maintenance, version, token } = loaderData;
  const [form, fields] = useForm<{ enabled: boolean; message: string }>({
    id: "maintenance",
    lastResult: actionData?.result,
    defaultValue: maintenance,
    defaultNoValidate: false,
  });
  const back = href("/admin/settings");
  const mine = { message: "", ...actionData?.result.initialValue };
  const late = {
    labels,
    mine: { ...mine, enabled: "enabled" in mine },
    theirs: maintenance,
    takeTheirs: href("/admin/settings/maintenance"),
  };
  return (
    <>
      <PageHeader
        title="Maintenance"
        lead="While the shop is closed, pages and API answer 503 and say when to come back. You still get in."
        back={{ to: back, label: "Settings" }}
      />
      <SettingForm
        form={form}
        token={token}
        version={version}
        verb="Save"
        back={back}
        late={actionData?.stale ? late : null}
      >
        <Checkbox field={fields.enabled} label="Close the shop for maintenance" />
        <TextInput
          field={fields.message}
          label="What visitors are told"
          hint="Such as: Back at noon, the catalogue is being moved."
          optional
          maxLength={300}
          autoComplete="off"
        />
      </SettingForm>
    </>
  );
}
