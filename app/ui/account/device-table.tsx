import { Link } from "react-router";
import { PostForm } from "~/ui/form/post-form";
import { SubmitButton } from "~/ui/form/submit-button";
import { Cell, Row, RowHead, Table } from "~/ui/list/table";
import { When } from "~/ui/page/when";
import { appWord, LastSeen } from "./device-words";

type Device = {
  id: string;
  href: string;
  name: string;
  model: string;
  app: string;
  appVersion: string;
  transport: string | null;
  lastSeenAt: string | Date | null;
  expiresAt: string | Date | null;
  expired: boolean;
  waiting: number;
  revocation: { action: string; token: string };
};

/** The devices of an account: what they are, when they were here, and what waits for them. */
export function DeviceTable({ devices }: { devices: readonly Device[] }) {
  return (
    <Table label="Devices" columns={["Name", "App", "Last seen", { label: "Waiting", numeric: true }, ""]}>
      {devices.map((device) => (
        <Row key={device.id}>
          <RowHead>
            <Link to={device.href}>{device.name}</Link>
            {device.model && <span className="block text-sm font-normal text-muted">{device.model}</span>}
          </RowHead>
          <Cell>
            <span className="block min-w-16 wrap-anywhere">{appWord(device.app, device.appVersion)}</span>
            {device.expiresAt && (
              <span className="block text-sm text-muted">
                {device.expired ? "expired " : "until "}
                <When at={device.expiresAt} as="short" />
              </span>
            )}
          </Cell>
          <Cell label="last seen" wide>
            <LastSeen at={device.lastSeenAt} transport={device.transport} />
          </Cell>
          <Cell label="waiting" numeric>
            {device.waiting}
          </Cell>
          <Cell actions>
            <PostForm {...device.revocation}>
              <SubmitButton kind="quiet" aria-label={`Revoke ${device.name}`}>
                Revoke
              </SubmitButton>
            </PostForm>
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
