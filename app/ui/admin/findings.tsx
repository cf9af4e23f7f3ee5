import { StateDot } from "~/ui/list/state-dot";
import { Cell, Row, RowHead, Table } from "~/ui/list/table";
import { Notice } from "~/ui/page/notice";

type FindingsProps = { findings: readonly { step: string; ok: boolean; told: string; cause?: string }[] };

/** What a verification found, step by step, up to the first that fails. */
export function Findings({ findings }: FindingsProps) {
  const failed = findings.find(({ ok }) => !ok);
  return (
    <div className="grid gap-6 pb-10">
      {failed ? (
        <Notice kind="bad" title={`It fails at: ${failed.step.toLowerCase()}`}>
          <p>{failed.cause ?? failed.told}</p>
        </Notice>
      ) : (
        <Notice kind="good" title="It verifies">
          <p>Secret, headers and body belong together.</p>
        </Notice>
      )}
      <Table label="Steps" columns={["Step", "Result", "Found"]}>
        {findings.map(({ step, ok, told }) => (
          <Row key={step}>
            <RowHead>{step}</RowHead>
            <Cell>
              <StateDot state={ok ? "good" : "bad"}>{ok ? "Holds" : "Fails"}</StateDot>
            </Cell>
            <Cell wide>{told}</Cell>
          </Row>
        ))}
      </Table>
    </div>
  );
}
