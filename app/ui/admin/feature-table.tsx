import { Link } from "react-router";
import { StateDot } from "~/ui/list/state-dot";
import { Cell, Row, RowHead, Table } from "~/ui/list/table";

type Feature = { id: string; name: string; enabled: boolean; public: boolean; description: string };

/** The switches, and who is told of them. */
export function FeatureTable({ features }: { features: readonly Feature[] }) {
  return (
    <Table label="Features" columns={["Name", "State", "Told to", ""]}>
      {features.map((feature) => (
        <Row key={feature.id}>
          <RowHead>
            <span className="font-mono text-[0.9375rem]">{feature.name}</span>
            {feature.description && (
              <span className="block text-sm font-normal text-muted">{feature.description}</span>
            )}
          </RowHead>
          <Cell>
            <StateDot state={feature.enabled ? "good" : "off"}>{feature.enabled ? "On" : "Off"}</StateDot>
          </Cell>
          <Cell label="told to">{feature.public ? "everybody" : "keys only"}</Cell>
          <Cell actions>
            <Link to={`/admin/settings/features/${feature.id}/edit`} aria-label={`Change ${feature.name}`}>
              Change
            </Link>
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
