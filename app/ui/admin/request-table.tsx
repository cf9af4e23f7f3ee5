import { StateDot } from "~/ui/list/state-dot";
import { Cell, Row, RowHead, Table } from "~/ui/list/table";
import { When } from "~/ui/page/when";

type Request = {
  id: string;
  at: string | Date;
  method: string;
  route: string;
  status: number;
  ms: number;
  problem: string | null;
};

/** What a program asked for, and how it was answered. */
export function RequestTable({ requests }: { requests: readonly Request[] }) {
  return (
    <Table label="Requests" columns={["Request", "Answer", { label: "ms", numeric: true }, "When"]}>
      {requests.map(({ id, at, method, route, status, ms, problem }) => (
        <Row key={id}>
          <RowHead>
            <span className="font-mono text-sm wrap-anywhere">
              {method} {route}
            </span>
            <span className="block font-mono text-sm font-normal text-muted wrap-anywhere">{id}</span>
          </RowHead>
          <Cell>
            <StateDot state={status < 400 ? "good" : "bad"}>{status}</StateDot>
            {problem && <span className="block text-sm text-muted">{problem}</span>}
          </Cell>
          <Cell label="ms" numeric>
            {ms}
          </Cell>
          <Cell wide>
            <When at={at} as="minute" />
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
