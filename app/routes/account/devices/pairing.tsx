import { href, Link, redirect } from "react-router";
import { requireUser } from "~/auth/guards.server";
import { requestContext } from "~/contexts";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { qrPicture } from "~/http/qr.server";
import { titled } from "~/http/title";
import { PairingForm as Schema } from "~/models/device/input";
import { currentPairing, startPairing } from "~/models/device/pairing.server";
import { PairingForm } from "~/ui/account/pairing-form";
import { WaitingPairing } from "~/ui/account/waiting-pairing";
import { KeepFresh } from "~/ui/page/keep-fresh";
import { Notice } from "~/ui/page/notice";
import { PageHeader } from "~/ui/page/page-header";
import { Section } from "~/ui/page/section";
import type { Route } from "./+types/pairing";

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export const meta: Route.MetaFunction = ({ matches }) => titled("Pair a device", matches);

export async function loader(args: Route.LoaderArgs) {
  const { id: userId } = requireUser(args);
  const { origin } = args.context.get(requestContext);
  const pairing = await currentPairing(userId);
  const token = formToken(args, href("/account/devices/pairing"));
  if (pairing?.state !== "waiting") return { pairing, token };
  // Behind the hash, so that a camera that opens it sends the code nowhere.
  const picture = qrPicture(`${origin}${href("/account/devices")}#pair=${pairing.code}`);
  return { pairing: { ...pairing, origin, picture }, token };
}

export async function action(args: Route.ActionArgs) {
  const { id: userId } = requireUser(args);
  return formAction(args, { schema: Schema }, async ({ livesDays }) => {
    await startPairing({ userId, livesDays });
    // Tells nothing: how long the code is good stands there, and would be untrue above "The code is over".
    return redirect(href("/account/devices/pairing"), 303);
  });
}

export default function Pairing({ loaderData: { pairing, token }, actionData }: Route.ComponentProps) {
  const isWaiting = pairing?.state === "waiting";
  return (
    <>
      <PageHeader title="Pair a device" back={{ to: href("/account/devices"), label: "Devices" }} />
      {isWaiting && <KeepFresh everySeconds={2} />}
      {isWaiting && <WaitingPairing {...pairing} lookAgain={href("/account/devices/pairing")} />}
      {/* There before what is said in it, or a reading voice would not tell that the device has come. */}
      <div aria-live="polite">
        {pairing?.state === "paired" && <Paired device={pairing.device} />}
        {pairing?.state === "over" && <Over />}
      </div>
      <Section
        title={pairing ? "Another code" : "A code"}
        lead={
          isWaiting
            ? "The one above is then worth nothing."
            : "It is good for five minutes and for one device."
        }
      >
        <PairingForm
          action={href("/account/devices/pairing")}
          token={token}
          result={actionData?.result}
          verb={pairing ? "Show a new code" : "Show a code"}
          kind={isWaiting ? "plain" : "main"}
        />
      </Section>
    </>
  );
}

function Paired({ device: { id, name } }: { device: { id: string; name: string } }) {
  return (
    <div className="pb-10">
      <Notice kind="good" title={`${name} is paired`}>
        <p>
          It hears from now on what happens here.{" "}
          <Link to={href("/account/devices/:deviceId", { deviceId: id })}>
            Name it, mute it, or send it a test
          </Link>
          .
        </p>
      </Notice>
    </div>
  );
}

function Over() {
  return (
    <div className="pb-10">
      <Notice kind="bad" title="The code is over">
        <p>Nobody used it in time, or it was guessed at too often. Ask for a new one.</p>
      </Notice>
    </div>
  );
}
