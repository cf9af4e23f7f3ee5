import { useForm } from "@conform-to/react";
import { href } from "react-router";
import { requireOwner } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { OriginsForm } from "~/models/site/origins";
import { setWritingOrigins, writingOrigins } from "~/models/site/origins.server";
import { Versioned } from "~/models/version";
import { SettingForm } from "~/ui/admin/setting-form";
import { TextArea } from "~/ui/form/text-area";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/origins";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

const schema = OriginsForm.extend(Versioned.shape);

export async function loader(args: Route.LoaderArgs) {
  requireOwner(args);
  const { origins, version } = await writingOrigins();
  return { origins: origins.join("\n"), version, token: formToken(args, href("/admin/settings/origins")) };
}

export async function action(args: Route.ActionArgs) {
  const { id: actor } = requireOwner(args);
  return formAction(args, { schema }, async (input) => {
    await setWritingOrigins(input, { actor });
    return redirectTelling(args, href("/admin/settings"), "The list of origins is saved.");
  });
}

export const meta: Route.MetaFunction = ({ matches }) => titled("Origins", matches);

/** Made anew for each version, and when somebody was faster: then with what was sent, beside what holds now. */
export default function Origins(props: Route.ComponentProps) {
  const { loaderData, actionData } = props;
  return <OriginsEditor key={`${loaderData.version} ${actionData?.stale}`} {...props} />;
}

function OriginsEditor({ loaderData, actionData }: Route.ComponentProps) {
  const { origins, version, token } = loaderData;
  const [form, fields] = useForm<{ origins: string }>({
    id: "origins",
    lastResult: actionData?.result,
    defaultValue: { origins },
    defaultNoValidate: false,
  });
  const back = href("/admin/settings");
  const takeTheirs = href("/admin/settings/origins");
  const mine = actionData?.result.initialValue ?? {};
  return (
    <>
      <PageHeader
        title="Origins that may write from a browser"
        lead="Every site may read what everybody sees. Scripts of these may also call the API with a key."
        back={{ to: back, label: "Settings" }}
      />
      <SettingForm
        form={form}
        token={token}
        version={version}
        verb="Save origins"
        back={back}
        late={
          actionData?.stale ? { labels: { origins: "Origins" }, mine, theirs: { origins }, takeTheirs } : null
        }
      >
        <TextArea
          field={fields.origins}
          label="Origins"
          hint="One a line, such as https://tools.example. A key in a page can be read by whoever opens it."
          spellCheck={false}
          optional
        />
      </SettingForm>
    </>
  );
}
