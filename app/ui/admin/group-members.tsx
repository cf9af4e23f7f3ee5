import { Cell, Row, RowHead, Table } from "~/ui/list/table";

type GroupMembersProps = {
  devices: readonly {
    id: string;
    name: string;
    app: string;
    appVersion: string;
    user: { name: string };
  }[];
  total: number;
};

/** Some of the devices of a group, to see who is meant. */
export function GroupMembers({ devices, total }: GroupMembersProps) {
  if (total === 0) return <p className="text-muted">No device is like that. Choose less.</p>;
  return (
    <>
      <Table label="Devices of the group" columns={["Device", "Whose", "App"]}>
        {devices.map(({ id, name, app, appVersion, user }) => (
          <Row key={id}>
            <RowHead>{name}</RowHead>
            <Cell>
              <span className="block min-w-16 wrap-anywhere">{user.name}</span>
            </Cell>
            <Cell>
              <span className="block min-w-16 wrap-anywhere">
                {`${app === "air" ? "AIR" : "Relay"} ${appVersion}`.trim()}
              </span>
            </Cell>
          </Row>
        ))}
      </Table>
      {total > devices.length && <p className="text-muted">And {total - devices.length} others.</p>}
    </>
  );
}
