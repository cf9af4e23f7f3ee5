import { Link } from "react-router";
import { StateDot } from "~/ui/list/state-dot";
import { Cell, Row, RowHead, Table } from "~/ui/list/table";
import { When } from "~/ui/page/when";

type Key = {
  id: string;
  name: string;
  prefix: string;
  scopes: readonly string[];
  state: "live" | "expired" | "revoked";
  issuedBy: string | null;
  createdAt: string | Date;
  expiresAt: string | Date | null;
  lastUsedAt: string | Date | null;
};

const states = {
  live: { dot: "good", word: "Live" },
  expired: { dot: "off", word: "Expired" },
  revoked: { dot: "bad", word: "Revoked" },
} as const;

/** Whether it still opens anything. */
export function KeyState({ state }: { state: keyof typeof states }) {
  return <StateDot state={states[state].dot}>{states[state].word}</StateDot>;
}

/** Every key that was issued: what it may do, who made it and when it was last seen. */
export function KeyTable({ keys }: { keys: readonly Key[] }) {
  return (
    <Table label="Keys" columns={["Name", "State", "May", "Last use", "Issued", ""]}>
      {keys.map((key) => (
        <Row key={key.id}>
          <RowHead>
            <Link to={`/admin/keys/${key.id}`}>{key.name}</Link>
            <span className="block font-mono text-sm font-normal text-muted">{key.prefix}…</span>
          </RowHead>
          <Cell>
            <KeyState state={key.state} />
          </Cell>
          <Cell>
            {key.scopes.map((scope) => (
              <span key={scope} className="block font-mono text-sm whitespace-nowrap">
                {scope}
              </span>
            ))}
          </Cell>
          <Cell label="last use">
            {key.lastUsedAt ? <When at={key.lastUsedAt} /> : <span className="text-muted">never</span>}
          </Cell>
          <Cell label="issued" wide>
            <When at={key.createdAt} />
            <span className="block text-sm text-muted">by {key.issuedBy ?? "the command line"}</span>
          </Cell>
          <Cell actions>
            {key.state === "live" && (
              <Link to={`/admin/keys/${key.id}/revocation`} aria-label={`Revoke ${key.name}`}>
                Revoke
              </Link>
            )}
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
