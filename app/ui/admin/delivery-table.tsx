import { Link } from "react-router";
import { StateDot } from "~/ui/list/state-dot";
import { Cell, Row, RowHead, Table } from "~/ui/list/table";
import { When } from "~/ui/page/when";

type Delivery = {
  id: string;
  type: string;
  state: string;
  tries: number;
  at: string | Date;
  nextAt: string | Date | null;
  /** The end of its last try. */
  last: string | null;
};

/** What was sent to an endpoint, and what came of it. */
export function DeliveryTable({
  deliveries,
  hrefFor,
}: {
  deliveries: readonly Delivery[];
  hrefFor: (id: string) => string;
}) {
  return (
    <Table
      label="Deliveries"
      columns={[
        "Event",
        "State",
        "Last answer",
        { label: "Tries", numeric: true },
        { label: "Happened", numeric: true },
      ]}
    >
      {deliveries.map(({ id, type, state, tries, at, nextAt, last }) => (
        <Row key={id}>
          <RowHead>
            <Link to={hrefFor(id)} className="font-mono text-[0.9375rem]">
              {type}
            </Link>
          </RowHead>
          <Cell>
            <DeliveryState state={state} tries={tries} />
          </Cell>
          <Cell>{last ?? <span className="text-muted">none yet</span>}</Cell>
          <Cell numeric label="tries">
            {tries}
          </Cell>
          <Cell numeric wide>
            <When at={at} as="minute" />
            {state === "pending" && tries > 0 && nextAt && (
              <span className="block text-sm text-muted">
                next try <When at={nextAt} as="minute" />
              </span>
            )}
          </Cell>
        </Row>
      ))}
    </Table>
  );
}

const states: Record<string, { dot: "good" | "bad" | "off"; word: string }> = {
  delivered: { dot: "good", word: "Delivered" },
  failed: { dot: "bad", word: "Given up" },
  stopped: { dot: "off", word: "Stopped" },
  pending: { dot: "off", word: "Waiting" },
};

export function DeliveryState({ state, tries }: { state: string; tries: number }) {
  const retrying = state === "pending" && tries > 0;
  const { dot, word } = states[state] ?? { dot: "off", word: state };
  return <StateDot state={retrying ? "bad" : dot}>{retrying ? "Will be tried again" : word}</StateDot>;
}
