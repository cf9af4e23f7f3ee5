import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint } from "@conform-to/zod/v4";
import { href } from "react-router";
import type { z } from "zod";
import { requireUser } from "~/auth/guards.server";
import { formAction } from "~/http/form.server";
import { formToken } from "~/http/form-token.server";
import { titled } from "~/http/title";
import { DeviceInput } from "~/models/device/input";
import { createDevice, listDevices } from "~/models/device/registry.server";
import { ErrorSummary } from "~/ui/form/error-summary";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { TextInput } from "~/ui/form/text-input";
import { Cell, Row, RowHead, Table } from "~/ui/list/table";
import { Actions } from "~/ui/page/actions";
import { CopyValue } from "~/ui/page/copy-value";
import { PageHeader } from "~/ui/page/page-header";
import { Section } from "~/ui/page/section";
import { When } from "~/ui/page/when";
import type { Route } from "./+types/devices";

export const meta: Route.MetaFunction = ({ matches }) => titled("Devices", matches);

export { revalidateAlways as shouldRevalidate } from "~/http/revalidate";

export async function loader(args: Route.LoaderArgs) {
  const { id: userId } = requireUser(args);
  const devices = await listDevices(userId);
  const revocations = devices.map(({ id }) => {
    const action = href("/account/devices/:deviceId/revocation", { deviceId: id });
    return { action, token: formToken(args, action) };
  });
  return {
    devices: devices.map(({ _count, ...device }, index) => ({
      ...device,
      waiting: _count.messages,
      revocation: revocations[index],
    })),
    token: formToken(args, href("/account/devices")),
    constraint: getZodConstraint(DeviceInput),
  };
}

export async function action(args: Route.ActionArgs) {
  const { id: userId } = requireUser(args);
  return formAction(args, { schema: DeviceInput }, async (input) => {
    const { token } = await createDevice({ userId, ...input });
    return { shownOnce: { token } };
  });
}

export default function Devices({ loaderData, actionData }: Route.ComponentProps) {
  const { devices } = loaderData;
  const made = actionData?.shownOnce?.token;
  return (
    <>
      <PageHeader title="Devices" lead="The apps that hear at once what happens in the shop." />
      {made && (
        <Section title="Your new device" lead="The token is shown only now. The shop keeps no copy of it.">
          <CopyValue label="Device token" value={made} hint="Paste it into the app, then leave this page." />
        </Section>
      )}
      <Section title="Connected to this account">
        {devices.length > 0 ? (
          <DeviceTable devices={devices} />
        ) : (
          <p className="text-muted">None yet. Add one below, then paste its token into the app.</p>
        )}
      </Section>
      <NewDevice {...{ loaderData, actionData }} />
    </>
  );
}

function DeviceTable({ devices }: Pick<Route.ComponentProps["loaderData"], "devices">) {
  return (
    <Table label="Devices" columns={["Name", "Token", "Last seen", { label: "Waiting", numeric: true }, ""]}>
      {devices.map(({ id, name, model, appVersion, prefix, lastSeenAt, waiting, revocation }) => (
        <Row key={id}>
          <RowHead>
            {name}
            <span className="block text-sm font-normal text-muted">
              {[model, appVersion].filter(Boolean).join(", ")}
            </span>
          </RowHead>
          <Cell>
            <code>{prefix}…</code>
          </Cell>
          <Cell label="Last seen">{lastSeenAt ? <When at={lastSeenAt} as="minute" /> : "Never"}</Cell>
          <Cell label="Waiting" numeric>
            {waiting}
          </Cell>
          <Cell actions>
            {revocation && (
              <PostForm {...revocation}>
                <SubmitButton kind="quiet" aria-label={`Revoke ${name}`}>
                  Revoke
                </SubmitButton>
              </PostForm>
            )}
          </Cell>
        </Row>
      ))}
    </Table>
  );
}

function NewDevice({ loaderData, actionData }: Pick<Route.ComponentProps, "loaderData" | "actionData">) {
  const [form, fields] = useForm<z.input<typeof DeviceInput>>({
    id: "new-device",
    lastResult: actionData?.result,
    constraint: loaderData.constraint,
    defaultNoValidate: false,
  });
  return (
    <Section title="Add a device" lead="You get a token for its app.">
      <PostForm token={loaderData.token} stacked {...getFormProps(form)}>
        <ErrorSummary form={form} />
        <TextInput field={fields.name} label="Name" hint="So that you know it again, such as “My phone”." />
        <TextInput field={fields.model} label="Model" optional />
        <Actions>
          <SubmitButton>Add the device</SubmitButton>
        </Actions>
      </PostForm>
    </Section>
  );
}
