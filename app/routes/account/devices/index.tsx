import { href } from "react-router";
import { requireUser } from "~/auth/guards.server";
import { formToken } from "~/http/form-token.server";
import { titled } from "~/http/title";
import { listDevices } from "~/models/device/registry.server";
import { DeviceTable } from "~/ui/account/device-table";
import { PairingForm } from "~/ui/account/pairing-form";
import { PageHeader } from "~/ui/page/page-header";
import { Section } from "~/ui/page/section";
import type { Route } from "./+types/index";

export const meta: Route.MetaFunction = ({ matches }) => titled("Devices", matches);

export async function loader(args: Route.LoaderArgs) {
  const { id: userId } = requireUser(args);
  const devices = await listDevices(userId);
  const now = new Date();
  return {
    devices: devices.map((device) => {
      const revocation = href("/account/devices/:deviceId/revocation", { deviceId: device.id });
      return {
        ...device,
        href: href("/account/devices/:deviceId", { deviceId: device.id }),
        expired: device.expiresAt !== null && device.expiresAt <= now,
        revocation: { action: revocation, token: formToken(args, revocation) },
      };
    }),
    token: formToken(args, href("/account/devices/pairing")),
  };
}

export default function Devices({ loaderData: { devices, token } }: Route.ComponentProps) {
  return (
    <>
      <PageHeader title="Devices" lead="The apps that hear at once what happens in the shop." />
      <Section title="Paired with this account">
        {devices.length > 0 ? <DeviceTable devices={devices} /> : <p className="text-muted">None yet.</p>}
      </Section>
      <Section
        title="Pair a device"
        lead="You get a code and a picture of it, good for five minutes and for one device."
      >
        <PairingForm action={href("/account/devices/pairing")} token={token} verb="Show a code" />
      </Section>
    </>
  );
}
