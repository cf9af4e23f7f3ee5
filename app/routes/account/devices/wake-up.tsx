import { getFormProps, useForm } from "@conform-to/react";
import { href } from "react-router";
import { requireUser } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { getDevice } from "~/models/device/registry.server";
import { setWakeUp, wakeUpOf } from "~/models/wake-up/address.server";
import { WakeUpForm } from "~/models/wake-up/input";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { TextInput } from "~/ui/form/text-input";
import { Actions } from "~/ui/page/actions";
import { ButtonLink } from "~/ui/page/button-link";
import { PageHeader } from "~/ui/page/page-header";
import type { Route } from "./+types/wake-up";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export const meta: Route.MetaFunction = ({ matches }) => titled("Waking a device", matches);

export async function loader(args: Route.LoaderArgs) {
  const { id: userId } = requireUser(args);
  const { id, name } = await orErrorPage(getDevice({ id: args.params.deviceId, userId }));
  return { id, name, host: (await wakeUpOf(id))?.host ?? null, token: formToken(args, args.url.pathname) };
}

export async function action(args: Route.ActionArgs) {
  const { id: userId } = requireUser(args);
  const id = args.params.deviceId;
  return formAction(args, { schema: WakeUpForm }, async ({ url }) => {
    await setWakeUp({ id, userId, url: url || null });
    const told = url ? "From now on it is woken at that address." : "It is not woken any more.";
    return redirectTelling(args, href("/account/devices/:deviceId", { deviceId: id }), told);
  });
}

export default function WakeUp({ loaderData: { id, name, host, token }, actionData }: Route.ComponentProps) {
  const [form, fields] = useForm<{ url: string }>({
    id: "wake-up",
    lastResult: actionData?.result,
    defaultNoValidate: false,
  });
  const back = href("/account/devices/:deviceId", { deviceId: id });
  return (
    <>
      <PageHeader
        title={`Waking ${name}`}
        lead="When messages wait and the device is not connected, the shop tells this address “fetch 3”, and nothing of what they say."
        back={{ to: back, label: name }}
      />
      <PostForm token={token} stacked {...getFormProps(form)}>
        <ErrorSummary form={form} />
        <TextInput
          field={fields.url}
          type="url"
          label="Address"
          hint={
            host
              ? `Now ${host}. Leave it empty to stop.`
              : "Of UnifiedPush or ntfy, such as https://ntfy.sh/upA1b2C3?up=1. The app shows it."
          }
          autoComplete="off"
          spellCheck={false}
          optional
        />
        <Actions>
          <SubmitButton>Save the address</SubmitButton>
          <ButtonLink to={back}>Leave it as it is</ButtonLink>
        </Actions>
      </PostForm>
    </>
  );
}
