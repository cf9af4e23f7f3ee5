import { StateDot } from "~/ui/list/state-dot";
import { Cell, Row, RowHead, Table } from "~/ui/list/table";
import { resultNames } from "./import-counts";

type ImportRow = {
  line: number;
  sku: string;
  name: string;
  result: keyof typeof resultNames;
  reasons: readonly string[];
};

const dots = { created: "good", updated: "good", unchanged: "off", refused: "bad" } as const;

/** Rows of an imported file with what becomes of them. */
export function ImportRows({ rows }: { rows: readonly ImportRow[] }) {
  return (
    <Table label="Rows of the file" columns={["Product", { label: "Line", numeric: true }, "Outcome", "Why"]}>
      {rows.map(({ line, sku, name, result, reasons }) => (
        <Row key={line}>
          <RowHead>
            <span className="wrap-anywhere">{name || sku || "(no name)"}</span>
            {name && sku && (
              <span className="block font-mono text-sm font-normal text-muted wrap-anywhere">{sku}</span>
            )}
          </RowHead>
          <Cell numeric label="line">
            {line}
          </Cell>
          <Cell>
            <StateDot state={dots[result]}>{resultNames[result]}</StateDot>
          </Cell>
          <Cell wide>
            <span className="block wrap-anywhere md:min-w-72">{reasons.join("; ")}</span>
          </Cell>
        </Row>
      ))}
    </Table>
  );
}
