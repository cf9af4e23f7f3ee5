import { href } from "react-router";
import { requireUser } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { orErrorPage } from "~/http/page";
import { redirectTelling } from "~/http/redirect.server";
import { titled } from "~/http/title";
import { DeviceForm } from "~/models/device/input";
import { mutable } from "~/models/device/muting";
import { changeDevice, getDevice } from "~/models/device/registry.server";
import { Versioned } from "~/models/version";
import { wakeUpOf } from "~/models/wake-up/address.server";
import { DeviceEditor } from "~/ui/account/device-editor";
import { DeviceSpec } from "~/ui/account/device-spec";
import { WakeUpWords } from "~/ui/account/wake-up-words";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { ButtonLink } from "~/ui/page/button-link";
import { PageHeader } from "~/ui/page/page-header";
import { Section } from "~/ui/page/section";
import type { Route } from "./+types/device";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export const meta: Route.MetaFunction = ({ matches, loaderData }) =>
  titled(loaderData?.device.name ?? "A device", matches);

const schema = DeviceForm.extend(Versioned.shape);

export async function loader(args: Route.LoaderArgs) {
  const { id: userId } = requireUser(args);
  const { deviceId } = args.params;
  const device = await orErrorPage(getDevice({ id: deviceId, userId }));
  const test = href("/account/devices/:deviceId/test", { deviceId });
  const revocation = href("/account/devices/:deviceId/revocation", { deviceId });
  return {
    device: { ...device, expired: device.expiresAt !== null && device.expiresAt <= new Date() },
    wakeUp: await wakeUpOf(deviceId),
    token: formToken(args, args.url.pathname),
    test: { action: test, token: formToken(args, test) },
    revocation: { action: revocation, token: formToken(args, revocation) },
  };
}

export async function action(args: Route.ActionArgs) {
  const { id: userId } = requireUser(args);
  const id = args.params.deviceId;
  return formAction(args, { schema }, async (input) => {
    await changeDevice({ id, userId, ...input });
    return redirectTelling(
      args,
      href("/account/devices/:deviceId", { deviceId: id }),
      "The device is changed.",
    );
  });
}

/** Made anew for each version, and when somebody was faster: then with what was sent, beside what holds now. */
export default function Device({ loaderData, actionData }: Route.ComponentProps) {
  const { device, wakeUp, token, test, revocation } = loaderData;
  const hearsNotes = !device.mutedTypes.includes("note");
  return (
    <>
      <PageHeader title={device.name} back={{ to: href("/account/devices"), label: "Devices" }} />
      <Section title="What it is">
        <DeviceSpec device={device} />
      </Section>
      <Section title="Try it" lead="Sends it a note, as if you had written to yourself.">
        {hearsNotes ? (
          <PostForm {...test}>
            <SubmitButton kind="plain">Send a test message</SubmitButton>
          </PostForm>
        ) : (
          <p className="text-muted">It does not want notes: let it have them first, below.</p>
        )}
      </Section>
      <Section title="Name and messages" lead="What it does not want is not sent to it.">
        <DeviceEditor
          key={`${device.version} ${actionData?.stale}`}
          here={href("/account/devices/:deviceId", { deviceId: device.id })}
          {...{ device, token, mutable }}
          reply={actionData}
        />
      </Section>
      <Section
        title="Waking it"
        lead="A phone that sleeps can be told to fetch its messages, through an app such as ntfy."
        actions={
          <ButtonLink to={href("/account/devices/:deviceId/wake-up", { deviceId: device.id })}>
            {wakeUp ? "Change the address" : "Give an address"}
          </ButtonLink>
        }
      >
        <WakeUpWords wakeUp={wakeUp} />
      </Section>
      <Section title="Revoke it" lead="It is out within seconds, and its token opens nothing any more.">
        <PostForm {...revocation}>
          <SubmitButton kind="danger" className="wrap-anywhere">
            Revoke {device.name}
          </SubmitButton>
        </PostForm>
      </Section>
    </>
  );
}
