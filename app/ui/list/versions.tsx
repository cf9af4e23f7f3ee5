import { Cell, Row, RowHead, Table } from "./table";

type VersionsProps = {
  rows: readonly { field: string; mine: string; theirs: string }[];
  mineLabel?: string;
  theirsLabel?: string;
};

/** Somebody else changed this meanwhile: both versions, side by side. Put the differences first. */
export function Versions({ rows, mineLabel = "Yours", theirsLabel = "Saved meanwhile" }: VersionsProps) {
  return (
    <Table label="Both versions" columns={["Field", mineLabel, theirsLabel]}>
      {rows.map(({ field, mine, theirs }) => (
        <Row key={field}>
          <RowHead>
            {field}
            {mine !== theirs && <span className="block text-sm font-normal text-bad">differs</span>}
          </RowHead>
          <Cell wide label={mineLabel}>
            <Value text={mine} differs={mine !== theirs} />
          </Cell>
          <Cell wide label={theirsLabel}>
            <Value text={theirs} differs={mine !== theirs} />
          </Cell>
        </Row>
      ))}
    </Table>
  );
}

function Value({ text, differs }: { text: string; differs: boolean }) {
  if (text === "") return <span className="text-muted">empty</span>;
  return <span className={`whitespace-pre-line ${differs ? "" : "text-muted"}`}>{text}</span>;
}
